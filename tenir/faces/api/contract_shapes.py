"""What contracts are told and show."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from tenir.faces.api.shapes import (
    Day,
    Id,
    Instant,
    Key,
    Line,
    Long,
    Moment,
    Money,
    Rules,
    Shown,
    Slug,
    Told,
)

Seats = Annotated[int, Field(ge=1, le=2_147_483_647)]
OptionKind = Literal[
    "on_call", "third_party_support", "tma", "training", "user_support", "settings_help", "other"
]


class ContractShown(Shown):
    """A contract with a client, under one agreement (fr. contrat). `ends_on` is its last day."""

    id: int = Field(alias="pk")
    client: int = Field(alias="client_id")
    agreement: str
    number: str
    platform: str
    starts_on: Day
    ends_on: Day | None
    signed_at: Moment | None
    document: UUID | None = Field(alias="document_id")
    ended_at: Moment | None
    ended_because: str


class NewLine(Told):
    """A line: a product, what is ordered of it, its yearly fee in euros excl. tax."""

    product: Slug = Field(examples=["drive"])
    hosting: Literal["shared", "dedicated"] = "shared"
    modules: list[Slug] = Field([], max_length=100)
    seats: Seats | None = None
    environments: list[Rules] = Field(
        [{"name": "production", "kind": "production"}], min_length=1, max_length=50
    )
    yearly_fee: Money | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    target: Line = Field("", description="What monitoring calls it; without it, one is made.")


class NewContract(Told):
    """A contract to sign. `overrides` are its own terms, as the agreement's file writes them."""

    client: Id
    number: Key
    starts_on: Day
    ends_on: Day | None = None
    agreement: Slug = "saas-reference"
    platform: Literal["basic", "extended"] = "extended"
    overrides: list[Rules] = Field([], max_length=200)
    lines: list[NewLine] = Field([], max_length=200)
    document: UUID | None = None
    signed_at: Instant | None = None


class Amending(Told):
    """The terms that a contract changes from a day on."""

    effective_on: Day
    overrides: list[Rules] = Field(max_length=200, examples=[[]])
    document: UUID | None = None


class AmendmentShown(Shown):
    """The terms that a contract changes, from a day on (fr. avenant)."""

    id: int = Field(alias="pk")
    contract: int = Field(alias="contract_id")
    effective_on: Day
    overrides: list[Rules]
    flags: list[Rules]
    recorded_at: Moment


class Extending(Told):
    """The later last day; null for none."""

    ends_on: Day | None


class Ending(Told):
    """The last day, and why."""

    on: Day
    because: Long


class SubscriptionShown(Shown):
    """A line of a contract (fr. abonnement): a product, with the support that goes with it."""

    id: int = Field(alias="pk")
    contract: int = Field(alias="contract_id")
    client: int = Field(alias="contract.client_id")
    product: str = Field(alias="product.key")
    product_name: str = Field(alias="product.name")
    target: str
    hosting: str
    modules: list[str]
    seats: int | None
    environments: list[Rules]
    yearly_fee: Decimal | None
    starts_on: Day
    ends_on: Day | None
    ended_at: Moment | None
    ended_because: str


class TermsShown(Shown):
    """Every term of a subscription: its value, its clauses, the layers and readings behind it."""

    subscription: int
    terms: list[Any] = Field(examples=[[{"key": "availability.target", "clauses": ["5.1"]}]])


class LineChanged(Told):
    """What a line comes to from a day on."""

    from_on: Day
    modules: list[Slug] = Field([], max_length=100)
    seats: Seats | None
    yearly_fee: Money | None
    order: Line = ""


class OrderedShown(Shown):
    """What a line comes to from a day on (fr. commande)."""

    id: int = Field(alias="pk")
    subscription: int = Field(alias="subscription_id")
    from_on: Day
    modules: list[str]
    seats: int | None
    yearly_fee: Decimal | None
    order: str


class AccessShown(Shown):
    """Access to a subscription, from its opening to its close (fr. mise à disposition)."""

    id: int = Field(alias="pk")
    subscription: int = Field(alias="subscription_id")
    opened_at: Moment
    closed_at: Moment | None


class AccessStands(Shown):
    """The access that is open, null where none is."""

    access: AccessShown | None


class OptionShown(Shown):
    """Something ordered apart from the subscriptions (fr. option)."""

    id: int = Field(alias="pk")
    contract: int = Field(alias="contract_id")
    subscription: int | None = Field(alias="subscription_id")
    kind: str
    key: str
    name: str
    order: str
    starts_on: Day
    ends_on: Day | None
    yearly_fee: Decimal | None
    details: Rules
    ended_because: str


class NewOption(Told):
    """What was ordered apart."""

    kind: OptionKind
    name: Line
    key: Line
    starts_on: Day
    ends_on: Day | None = None
    subscription: Id | None = None
    order: Key = ""
    yearly_fee: Money | None = None
    details: Rules | None = None


class SpecificShown(Shown):
    """What is the client's own in a subscription (fr. spécifique): not covered by 2.1."""

    id: int = Field(alias="pk")
    subscription: int = Field(alias="subscription_id")
    kind: str
    name: str
    description: str
    publisher: str
    recorded_at: Moment
    withdrawn_at: Moment | None


class NewSpecific(Told):
    """What is the client's own."""

    kind: Literal["setting", "development", "report", "connector", "third_party"]
    name: Line
    description: Long = ""
    publisher: Key = ""
