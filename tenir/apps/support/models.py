"""Requests: where each stands, and all that the app keeps beside them."""

from datetime import UTC, datetime
from typing import Any

from django.db import models

from tenir.apps.support.models_desk import (
    CannedAnswer,
    Follower,
    Link,
    Moving,
    Presence,
    Team,
)
from tenir.apps.support.models_happened import Entry, HandOver, Ruling
from tenir.apps.support.models_knowledge import Article, ArticleVersion, Proposal, Training
from tenir.apps.support.models_mail import KeptMail
from tenir.apps.support.models_time import (
    BillingTerms,
    Prepaid,
    PrepaidAlert,
    TimeAnnouncement,
    TimeEntry,
)

__all__ = [
    "Article", "ArticleVersion", "BillingTerms", "CannedAnswer", "Entry", "Follower", "HandOver",
    "KeptMail", "Link", "Moving", "Prepaid", "PrepaidAlert", "Presence", "Proposal", "Request",
    "Ruling", "State", "Team", "TimeAnnouncement", "TimeEntry", "Training",
]  # fmt: skip


class State(models.TextChoices):
    """Where a request stands (fr. état)."""

    DRAFT = "draft"
    INCOMPLETE = "incomplete"  # sent, and something required is missing
    RECORDED = "recorded"
    IN_PROGRESS = "in_progress"  # "En cours" (7.8)
    WAITING_CLIENT = "waiting_client"
    WAITING_THIRD_PARTY = "waiting_third_party"
    PARKED = "parked"  # waits for a quotation
    WAITING_BOTH = "waiting_both"  # for the client and for a quotation
    ANSWERED = "answered"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REOPENED = "reopened"
    REFUSED = "refused"  # ruled out of scope
    MERGED = "merged"


OVER = (State.DRAFT, State.RESOLVED, State.CLOSED, State.REFUSED, State.MERGED)
AFTERWARDS, LAST = datetime(9998, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def number_of(request: int) -> str:
    """The number that people quote of the request under that key."""
    return f"DA-{request:06d}"


class Request(models.Model):
    """What a client asks of support (fr. demande d'assistance), as its history makes it.

    The elements of 7.10 are columns, empty until given. `due_at` is the instant by which it is to
    be taken in charge while its clock runs, null otherwise. `left` are the working seconds that
    were left when the clock was paused or stopped. What the columns say of the clock is replayed
    from the entries (clocking.py). `queued_at` is its place in the queue, null where it is in none:
    the due instant, else after all that run. From `risk_at` on it is at risk.
    """

    class Kind(models.TextChoices):
        SUPPORT = "support"
        SERVICE = "service"
        QUESTION = "question"

    class Channel(models.TextChoices):
        PORTAL = "portal"
        TELEPHONE = "telephone"
        API = "api"
        IMPORT = "import"

    client = models.ForeignKey("parties.Client", models.PROTECT, related_name="requests")
    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, null=True, related_name="requests"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SUPPORT)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PORTAL)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=200, blank=True)
    problem = models.TextField(blank=True)
    observed = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    steps = models.TextField(blank=True)
    context = models.TextField(blank=True)
    environment = models.CharField(max_length=20, default="production")
    impact = models.CharField(max_length=10, blank=True)
    urgency = models.CharField(max_length=10, blank=True)
    priority = models.CharField(max_length=2, blank=True)
    opened_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, related_name="requests"
    )
    caller = models.ForeignKey(  # who asked, of those who have no account
        "parties.Contact", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    entered_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    assignee = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, related_name="assigned_requests"
    )
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="requests")
    restricted = models.BooleanField(default=False)  # to security officers, and to its opener
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    quote = models.ForeignKey("orders.Quote", models.PROTECT, null=True, related_name="requests")
    reproduced = models.BooleanField(null=True)
    origin = models.CharField(max_length=120, null=True, unique=True)  # its number elsewhere
    started_at = models.DateTimeField()  # the draft's first word
    recorded_at = models.DateTimeField(null=True)
    clock = models.CharField(max_length=10, default="waiting")
    due_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)  # what due_at is or was
    risk_at = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(null=True)
    firm = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    in_time = models.BooleanField(null=True)
    left = models.IntegerField(null=True)
    took = models.PositiveIntegerField(null=True)  # working seconds from recording to stop
    late_by_change = models.BooleanField(default=False)
    late_because = models.TextField(blank=True)
    reasons = models.JSONField(default=dict)
    taken_in_charge_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopenings = models.PositiveSmallIntegerField(default=0)
    updated_at = models.DateTimeField()
    satisfaction = models.PositiveSmallIntegerField(null=True)  # 1, unhappy, to 3, happy
    satisfaction_at = models.DateTimeField(null=True)
    satisfaction_words = models.TextField(blank=True)

    last_entry: int | None = None  # the key of its newest entry, where the act has just written it

    class Meta:
        indexes = (
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(due_at__isnull=False),
                name="request_due",
            ),
            # The queue's order, then all that narrows it: the rows themselves are wide.
            models.Index(
                fields=[
                    "queued_at",
                    "left",
                    "id",
                    "due_at",
                    "risk_at",
                    "clock",
                    "state",
                    "priority",
                    "assignee",
                    "team",
                    "client",
                    "subscription",
                    "restricted",
                    "opened_by",
                    "entered_by",
                    "title",
                ],
                condition=models.Q(queued_at__isnull=False),
                name="request_queue",
            ),
            # What else the queue is sorted by.
            *(
                models.Index(
                    fields=[name, "id"],
                    condition=models.Q(queued_at__isnull=False),
                    name=f"request_queue_{name}",
                )
                for name in ("priority", "state")
            ),
            # The portal's order, then what it sorts and narrows by, for the same reason.
            models.Index(
                fields=[
                    "client",
                    "updated_at",
                    "id",
                    "queued_at",
                    "left",
                    "state",
                    "restricted",
                    "opened_by",
                    "entered_by",
                    "due_at",
                    "priority",
                    "subscription",
                    "title",
                ],
                name="request_list",
            ),
            models.Index(fields=["client", "-id"], name="request_client"),
            models.Index(fields=["state", "recorded_at"], name="request_state"),
            models.Index(fields=["assignee", "state"], name="request_assignee"),
            # How support does, month by month, with all that is counted of it.
            models.Index(
                fields=[
                    "recorded_at",
                    "client",
                    "state",
                    "restricted",
                    "opened_by",
                    "entered_by",
                    "subscription",
                    "priority",
                    "in_time",
                    "took",
                    "late_by_change",
                    "reopenings",
                    "satisfaction",
                    "due_at",
                    "left",
                ],
                name="request_recorded",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(due_at=None) | models.Q(clock="running"),
                name="request_due_runs",
            ),
            models.CheckConstraint(
                condition=models.Q(queued_at=None, state__in=OVER)
                | models.Q(~models.Q(state__in=OVER), queued_at__isnull=False)
                & (models.Q(due_at=None) | models.Q(queued_at=models.F("due_at"))),
                name="request_queued",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "incomplete", "refused", "closed", "merged"])
                | models.Q(recorded_at__isnull=False, subscription__isnull=False),
                name="request_recorded",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="merged") | models.Q(merged_into__isnull=False),
                name="request_merged",
            ),
            models.CheckConstraint(
                condition=models.Q(satisfaction=None) | models.Q(satisfaction__in=[1, 2, 3]),
                name="request_satisfaction",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def asker(self) -> Any:
        """Who asked: a person, or the contact who has no account; each has a name and an e-mail."""
        return self.opened_by or self.caller

    @property
    def place(self) -> datetime | None:
        """Where it stands in the queue; None where it is in none."""
        if self.state in OVER:
            return None
        return self.due_at or (LAST if self.left is None else AFTERWARDS)

    @property
    def number(self) -> str:
        """The number that people quote."""
        return number_of(self.pk)

    @property
    def subject(self) -> str:
        """What notices, promises, documents and the journal call it."""
        return f"request/{self.pk}"
