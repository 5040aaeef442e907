"""What support is told and shows: requests, their conversation, their clock."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from pydantic import Field

from tenir.apps.support import queries
from tenir.faces.api.shapes import Because, Id, Instant, Line, Long, Moment, Rules, Shown, Told
from tenir.ui.pages import viewer_of
from tenir.viewer import StaffRole

Impact: TypeAlias = Literal["high", "medium", "low"]
Urgency: TypeAlias = Literal["critical", "major", "normal"]
Kind: TypeAlias = Literal["support", "service", "question"]
State: TypeAlias = Literal[
    "", "draft", "incomplete", "recorded", "in_progress", "waiting_client", "waiting_third_party",
    "parked", "waiting_both", "answered", "resolved", "closed", "reopened", "refused", "merged",
]  # fmt: skip
Words = Annotated[Long, Field(min_length=1, examples=["The file opens again since version 5.2."])]
Files = Annotated[
    list[UUID],
    Field(max_length=50, description="Files kept for the request by attachFileToRequest."),
]


class RequestShown(Shown):
    """What a client asks of support (fr. demande d'assistance), and where its clock stands.

    What is of the desk alone (assignee, team, cause of lateness) is null or empty to a client.
    """

    id: int = Field(alias="pk")
    number: str
    origin: str | None = Field(description="Its number at the desk that it was brought in from.")
    client: int = Field(alias="client_id")
    subscription: int | None = Field(alias="subscription_id")
    kind: str
    channel: str
    state: str
    title: str
    problem: str
    observed: str
    expected: str
    steps: str
    context: str
    environment: str
    impact: str
    urgency: str
    priority: str
    missing: list[str] = Field(description="What it lacks to be recorded (7.10).")
    opened_by: int | None = Field(alias="opened_by_id")
    caller: int | None = Field(
        alias="caller_id", description="The contact who asked and has no account."
    )
    entered_by: int | None = Field(alias="entered_by_id")
    assignee: int | None = Field(alias="assignee_id")
    team: int | None = Field(alias="team_id")
    restricted: bool
    merged_into: int | None = Field(alias="merged_into_id")
    quote: int | None = Field(alias="quote_id")
    reproduced: bool | None
    started_at: Moment
    recorded_at: Moment | None
    clock: str = Field(description="waiting, running, paused, stopped, carried")
    due_at: Moment | None = Field(description="By when it is taken in charge; null unless running.")
    promised_at: Moment | None = Field(description="What due_at is, or was.")
    firm: bool = Field(description="A P1's instant (7.13); best effort otherwise (7.14).")
    stopped_at: Moment | None
    in_time: bool | None
    left: int | None = Field(description="Working seconds left at the pause or at the stop.")
    took: int | None = Field(description="Working seconds from the recording to the stop.")
    late_by_change: bool = Field(description="Only a re-qualification made it late (7.19).")
    late_because: str
    taken_in_charge_at: Moment | None
    resolved_at: Moment | None
    closed_at: Moment | None
    reopenings: int
    updated_at: Moment
    satisfaction: int | None = Field(description="1, unhappy, to 3, happy.")

    @staticmethod
    def resolve_missing(obj: Any) -> list[str]:
        """What a draft or an incomplete request lacks."""
        return list(queries.missing_of(obj))

    @staticmethod
    def resolve_merged_into_id(obj: Any, context: Any) -> int | None:
        """The request that it goes on in: what is merged into a restricted one is restricted."""
        officer = viewer_of(context["request"]).has(StaffRole.SECURITY_OFFICER)
        into: int | None = obj.merged_into_id
        return into if officer or not obj.restricted else None

    @staticmethod
    def resolve_assignee_id(obj: Any, context: Any) -> Any:
        """Who answers, for the desk."""
        return _inside(obj.assignee_id, context)

    @staticmethod
    def resolve_team_id(obj: Any, context: Any) -> Any:
        """Who answers, for the desk."""
        return _inside(obj.team_id, context)

    @staticmethod
    def resolve_late_because(obj: Any, context: Any) -> str:
        """The cause of a breach, for the desk."""
        return _inside(obj.late_because, context) or ""


def _inside(value: Any, context: Any) -> Any:
    return value if viewer_of(context["request"]).is_staff else None


class ExchangeShown(Shown):
    """A line of a request's conversation (fr. échange): a word, or an event of its table."""

    id: int = Field(alias="pk")
    request: int = Field(alias="request_id")
    what: str
    public: bool
    side: str
    author: int | None = Field(alias="author_id")
    contact: int | None = Field(
        alias="contact_id", description="Who wrote it, of the contacts without an account."
    )
    channel: str
    happened_at: Moment
    recorded_at: Moment
    text: str
    facts: Rules
    documents: list[UUID]

    @staticmethod
    def resolve_facts(obj: Any) -> dict[str, Any]:
        """The facts of the event; another request is named to those who may see it."""
        named = {} if obj.leads_to else dict.fromkeys(queries.OTHERS)
        return {name: told for name, told in obj.facts.items() if name not in named}

    @staticmethod
    def resolve_documents(obj: Any) -> list[UUID]:
        """The files that hang on it."""
        return [each.pk for each in obj.documents.all()]


class ClockShown(Shown):
    """Where a response clock stands, and why it is due when it is, line by line."""

    state: str
    recorded_at: Moment | None
    priority: str | None
    p1_due: Moment | None
    all_due: Moment | None
    due_at: Moment | None
    stopped_at: Moment | None
    paused_at: Moment | None
    left: int | None
    took: int | None
    late_by_change: bool
    in_time: bool | None
    reasons: Rules


class HappenedShown(Shown):
    """Something that happened to a request, as the rules read it."""

    what: str
    at: Moment
    impact: str | None
    urgency: str | None


class WhyShown(ClockShown):
    """The clock of a request, what it was replayed from, and the working seconds left now."""

    time_left: int | None = Field(description="Working seconds left; negative once late.")
    history: list[HappenedShown]


class LineShown(Shown):
    """The telephone line (7.4)."""

    open: bool
    until: Moment | None
    opens_at: Moment | None


class PreviewShown(Shown):
    """What a request would come to, were it sent now: priority and deadline with their reasons."""

    priority: str
    priority_reasons: Rules
    open_now: bool
    clock: ClockShown
    telephone: LineShown
    required: list[str] = Field(description="The elements that it must hold (7.10).")


def clock_shown(told: Any) -> dict[str, Any]:
    """A judged clock as it is shown."""
    names = [name for name in ClockShown.model_fields if name != "reasons"]
    return {name: getattr(told.value, name) for name in names} | {"reasons": told.reason.to_json()}


class Elements(Told):
    """What a request says; what is left out stays as it was."""

    kind: Kind | None = None
    subscription: Id | None = None
    title: Line | None = None
    problem: Long | None = None
    observed: Long | None = None
    expected: Long | None = None
    steps: Long | None = None
    context: Long | None = None
    environment: Annotated[Line, Field(max_length=20)] | None = None
    impact: Impact | None = None
    urgency: Urgency | None = None

    def given(self) -> dict[str, Any]:
        """The elements that are said."""
        return {
            name: value
            for name, value in self.model_dump(include=set(Elements.model_fields)).items()
            if value is not None
        }


class NewRequest(Elements):
    """A request of a client's contact; an agent names the contact whom it writes for (7.4)."""

    client: Id
    contact: Id | None = Field(None, description="The person in whose name an agent writes.")
    caller: Id | None = Field(
        None, description="Or the contact of the client, with or without an account."
    )
    draft: bool = Field(False, description="Kept unsent: nobody else sees it, no clock runs.")


class Saying(Told):
    """Words of the conversation, with the files that hang on them."""

    text: Words
    files: Files = Field(default_factory=list)


class Call(Told):
    """A telephone call, when it took place."""

    text: Words
    called_at: Instant
    answered: bool = Field(False, description="The contact said what it was asked: a wait ends.")


class Satisfaction(Told):
    """How it went: 1, unhappy, to 3, happy."""

    score: Literal[1, 2, 3]
    words: Annotated[Long, Field(max_length=2000)] = ""


class Closing(Told):
    """Why it is closed, where you wish to say."""

    because: Long = ""


class Requalification(Because):
    """The impact and urgency that support finds, in keeping with the matrix (7.19)."""

    impact: Impact
    urgency: Urgency


class Assignment(Told):
    """Who answers: a person, a team, both or nobody."""

    person: Id | None = None
    team: Id | None = None
