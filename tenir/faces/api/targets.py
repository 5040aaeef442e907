"""What is watched, and what each location told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field, StringConstraints

from tenir import clock
from tenir.apps.availability import queries, services
from tenir.apps.availability.services import NewTarget
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.measured_asked import TargetsAsked
from tenir.faces.api.shapes import (
    Id,
    Instant,
    Key,
    Line,
    Moment,
    Rules,
    Shown,
    Told,
)
from tenir.ui.pages import viewer_of

article = Article("Availability")
WRITE = Scope.AVAILABILITY_WRITE
Name = Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00]*$")]
Address = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
Seconds = Annotated[int, Field(ge=0, le=86_400 * 31)]
EMPTIED = ("silence", "agreeing")  # what may be emptied; null leaves the rest as it is
Few = Annotated[int, Field(ge=0, le=20)]


class TargetShown(Shown):
    """What is watched (fr. cible): of a subscription, of a product that several share, or Tenir."""

    id: int = Field(alias="pk")
    name: str
    subscription: int | None = Field(alias="subscription_id")
    product: str | None = Field(alias="product.key", default=None)
    platform: bool
    environment: str
    kind: str
    address: str
    asked: Rules
    interval: int
    timeout: int
    retries: int
    silence: int | None
    locations: list[str]
    agreeing: int | None
    monitor: str | None = Field(alias="monitor.name", default=None)
    created_at: Moment
    retired_at: Moment | None


class SpellShown(Shown):
    """Records of one state from one location, from the first to the last of them."""

    id: int = Field(alias="pk")
    target: int = Field(alias="target_id")
    location: str
    strand: str
    start: Moment
    last: Moment
    state: str
    said: str
    received_at: Moment

    @staticmethod
    def resolve_state(obj: Any) -> str:
        """The state as a word."""
        return str(queries.NAMES[obj.state])


class TargetTold(Told):
    """What to watch, and how; times in seconds."""

    name: Name = Field(examples=["drive-web"])
    subscription: Id | None = None
    product: Key = ""
    platform: bool = Field(False, description="The support platform itself (7.2).")
    environment: Key = "production"
    kind: Literal["pushed", "monitor", "http", "tcp", "tls", "dns"] = "pushed"
    address: Address = ""
    asked: Rules = Field(default_factory=dict, examples=[{"status": [200], "text": "Welcome"}])
    interval: Seconds = 60
    timeout: Seconds = 10
    retries: Few = 1
    silence: Seconds | None = Field(None, description="Past it nothing is known.")
    locations: list[Key] = Field(default_factory=list, max_length=20)
    agreeing: Few | None = Field(None, description="Empty: a majority of the locations.")
    monitor: Name = ""


class TargetChanged(Told):
    """What is watched otherwise; what is left out stays."""

    address: Address | None = None
    asked: Rules | None = None
    interval: Seconds | None = None
    timeout: Seconds | None = None
    retries: Few | None = None
    silence: Seconds | None = None
    locations: list[Key] | None = Field(None, max_length=20)
    agreeing: Few | None = None

    since: Instant | None = Field(None, description="Empty: from now on; an earlier instant else.")
    because: Line = ""


class SettingShown(Shown):
    """How a target was watched from an instant on, until the next one (fr. réglage)."""

    id: int = Field(alias="pk")
    target: int = Field(alias="target_id")
    since: Moment
    address: str
    asked: Rules
    interval: int
    timeout: int
    retries: int
    silence: int | None
    locations: list[str]
    agreeing: int | None
    because: str
    decided_by: int | None = Field(alias="decided_by_id")
    decided_at: Moment


class OfTarget(Asked):
    """Of which target."""

    target: Id | None = None

    narrows: ClassVar[Mapping[str, str]] = {"target": "target"}


@article.many("/targets", TargetShown)
def list_targets(request: HttpRequest, asked: Query[TargetsAsked]) -> Any:
    """List what is watched for what you may see.

    Clause: 5.2, 5.3.
    """
    return paged(request, asked, queries.targets(viewer_of(request)))


@article.one("/targets/{id}", TargetShown)
def read_target(request: HttpRequest, id: Id) -> Any:
    """Read a target.

    Clause: 5.3.
    """
    return queries.target(viewer_of(request), id)


@article.create("/targets", TargetShown, need=WRITE, where="/targets/{id}")
def add_target(request: HttpRequest, told: TargetTold) -> Any:
    """Watch something more.

    Clause: 5.2, 5.3.
    """
    wanted = NewTarget(**told.model_dump())
    return services.add_target(wanted, actor=viewer_of(request), at=clock.now())


@article.change("/targets/{id}", TargetShown, need=WRITE, of=read_target)
def change_target(request: HttpRequest, id: Id, told: TargetChanged) -> Any:
    """Watch a target otherwise: its address, what is asked, its pace, its locations.

    What was told before the instant `since` is judged by the setting that held then.
    Clause: 5.3.
    """
    said = told.model_dump(exclude_unset=True)
    changes = {key: value for key, value in said.items() if value is not None or key in EMPTIED}
    actor = viewer_of(request)
    found = queries.target(actor, id)
    return services.change_target(found.pk, **changes, actor=actor, at=clock.now())


@article.many("/target-settings", SettingShown)
def list_target_settings(request: HttpRequest, asked: Query[OfTarget]) -> Any:
    """List how the targets that you may see were watched, once changed, the latest first.

    Clause: 5.3.
    """
    return paged(request, asked, queries.settings(viewer_of(request)))


@article.act("/targets/{id}/retire", TargetShown, need=WRITE)
def retire_target(request: HttpRequest, id: Id) -> Any:
    """Watch a target no longer; what it told stays.

    Clause: 5.3.
    """
    actor = viewer_of(request)
    return services.retire_target(queries.target(actor, id).pk, actor=actor, at=clock.now())


@article.many("/spells", SpellShown)
def list_spells(request: HttpRequest, asked: Query[OfTarget]) -> Any:
    """List what each location told of the targets that you may see, the latest first.

    Clause: 5.3.
    """
    return paged(request, asked, queries.spells(viewer_of(request)))
