"""Who issues credit notes and how they are taxed; their entries for accounting."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.penalties import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.shapes import Line, Moment, Shown, Told
from tenir.integrations.credit_notes import entered
from tenir.ui.pages import viewer_of

article = Article("Penalties")
WRITE = Scope.ORDERS_WRITE
Rate = Annotated[Decimal, Field(ge=0, max_digits=5, decimal_places=2)]
Vat = Literal["", "reduction", "damages"]


class CreditingShown(Shown):
    """Who issues credit notes and how they are taxed (fr. facturation), for staff.

    Nothing is issued while anything is `missing`. `vat`: "reduction", a lower price, with
    `vat_rate`; "damages", outside the scope of VAT, with the `reason` that a note gives.
    """

    legal_name: str
    siren: str
    vat_number: str
    street: str
    postcode: str
    city: str
    country: str
    vat: str
    vat_rate: Decimal | None
    reason: str
    journal_code: str
    journal_name: str
    account_net: str
    account_vat: str
    account_client: str
    changed_at: Moment | None
    missing: list[str] = Field(examples=[["vat"]])

    @staticmethod
    def resolve_missing(obj: Any) -> list[str]:
        """What must still be said before a credit note is issued."""
        return services.missing(obj)


class CreditingDetails(Told):
    """What changes; a field that is left out stays as it is."""

    legal_name: Line = ""
    siren: Annotated[Line, Field(max_length=11)] = ""
    vat_number: Annotated[Line, Field(max_length=20)] = ""
    street: Line = ""
    postcode: Annotated[Line, Field(max_length=12)] = ""
    city: Annotated[Line, Field(max_length=100)] = ""
    country: Annotated[Line, Field(min_length=2, max_length=2)] = "FR"
    vat: Vat = ""
    vat_rate: Rate | None = Field(None, description="Per cent.", examples=["20.00"])
    reason: Line = ""
    journal_code: Annotated[Line, Field(max_length=10)] = "AV"
    journal_name: Annotated[Line, Field(max_length=60)] = "Avoirs"
    account_net: Annotated[Line, Field(max_length=20)] = "709600"
    account_vat: Annotated[Line, Field(max_length=20)] = "445710"
    account_client: Annotated[Line, Field(max_length=20)] = "411000"


class EntriesAsked(Told):
    """Of which year."""

    year: int | None = Field(None, ge=2000, le=2099, description="Of its notes alone.")


@article.one("/invoicing", CreditingShown)
def read_invoicing(request: HttpRequest) -> Any:
    """Read who issues credit notes and how they are taxed: for the publisher's people.

    Clause: 5.9.
    """
    return queries.invoicing(viewer_of(request))


@article.change("/invoicing", CreditingShown, need=WRITE, of=read_invoicing)
def change_invoicing(request: HttpRequest, told: CreditingDetails) -> Any:
    """Say, as finance, how credit notes are issued; those issued before stay as they are.

    Clause: 5.9.
    """
    actor = viewer_of(request)
    there = queries.invoicing(actor)
    kept = {name: getattr(there, name) for name in CreditingDetails.model_fields}
    given = kept | told.model_dump(exclude_unset=True)
    books = services.Books(**{each.name: given.pop(each.name) for each in fields(services.Books)})
    services.set_invoicing(**given, books=books, actor=actor, at=clock.now())
    return queries.invoicing(actor)


@article.file("/credit-notes/entries", "text/tab-separated-values")
def read_credit_note_entries(request: HttpRequest, asked: Query[EntriesAsked]) -> HttpResponse:
    """Download the credit notes as entries of a journal (FEC), the first first, for staff.

    Clause: 5.9.
    """
    return entered(viewer_of(request), year=asked.year)
