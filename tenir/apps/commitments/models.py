"""The promises' tables."""

from django.db import models
from django.db.models.functions import Cast

GROUNDS = ("engine", "agreement", "version", "convention", "inputs")  # of terms.grounds.Grounds


class Commitment(models.Model):
    """Something promised by either party (fr. engagement): what, by when, by which clause, why.

    `subject` names the thing it is about ("version/2", "request/1042"); `key` makes promising it
    twice the same as once. `reasons` is the tree of the rule that gave `due_at`; `engine`, the
    agreement's `version` with the digest of its file (`convention`) and `inputs`, canonical JSON,
    are what both follow from; without an engine no rule gave them. `next_at` is the
    instant of the next warning or of the due date, null once settled: the only index `tick` reads.
    `done_at` is when what was promised was done, also where that was too late; `settled_at` when
    the promise was held to be kept, missed or waived. One that runs without a `next_at` is paused:
    its clock waits.
    """

    class Party(models.TextChoices):
        PUBLISHER = "publisher"
        CLIENT = "client"

    class State(models.TextChoices):
        RUNNING = "running"
        KEPT = "kept"
        MISSED = "missed"
        WAIVED = "waived"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, db_index=True)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, db_index=False
    )  # commitment_list begins with it
    owed_by = models.CharField(max_length=10, choices=Party.choices)
    answerable = models.CharField(max_length=20, blank=True)  # a staff role, for the publisher's
    held_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, related_name="+"
    )  # who is on it, and is warned in place of those of that role
    clauses = models.JSONField(default=list)
    firm = models.BooleanField(default=True)  # False: best effort
    risk = models.CharField(max_length=60, blank=True)  # what missing it may bring: an exclusion
    base = models.CharField(max_length=20, default="calendar")  # or the name of a calendar
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reasons = models.JSONField(default=dict)
    engine = models.CharField(max_length=20, blank=True)
    agreement = models.CharField(max_length=60, blank=True)
    version = models.CharField(max_length=20, blank=True)
    convention = models.CharField(max_length=80, blank=True)
    inputs = models.TextField(blank=True)
    inputs_digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    settled_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    waived_because = models.TextField(blank=True)
    next_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["next_at", "id", "due_at", "kind", "owed_by", "organisation", "subject"],
                condition=models.Q(next_at__isnull=False),
                name="commitment_going",
            ),
            # An order, then all that narrows it: the rows themselves are wide.
            *(
                models.Index(fields=[*first, *narrowing, "subject"], name=f"commitment_{name}")
                for name, first, narrowing in (
                    ("due", ["due_at", "id"], ["state", "kind", "owed_by", "organisation"]),
                    ("state", ["state", "due_at", "id"], ["kind", "owed_by", "organisation"]),
                    ("party", ["owed_by", "due_at", "id"], ["state"]),
                    ("kind", ["kind", "due_at", "id"], ["state", "owed_by"]),
                    ("list", ["organisation", "due_at", "id"], ["state", "kind", "owed_by"]),
                )
            ),
            models.Index(Cast("clauses", models.TextField()), "id", name="commitment_clauses"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="running") | models.Q(settled_at__isnull=False),
                name="settled_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waived") | ~models.Q(waived_because=""),
                name="waived_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="running") | models.Q(next_at__isnull=True),
                name="settled_waits_for_nothing",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="kept")
                | models.Q(done_at__isnull=False, done_at__lte=models.F("due_at")),
                name="kept_in_time",
            ),
        )

    @property
    def paused(self) -> bool:
        """Whether its clock waits: nobody is warned and nothing is missed meanwhile."""
        return self.state == self.State.RUNNING and self.next_at is None

    @property
    def late_seconds(self) -> int | None:
        """How long after the due instant it was done, in clock seconds; None while it is not."""
        if self.done_at is None:
            return None
        return max(0, int((self.done_at - self.due_at).total_seconds()))


class Step(models.Model):
    """A warning on the way to the due instant (fr. alerte): its share, when, and when given.

    A step whose instant was past when a later one was given stays without `warned_at`.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="steps")
    share = models.PositiveSmallIntegerField()  # per cent
    at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["commitment"],
                condition=models.Q(warned_at__isnull=False),
                name="step_warned",
            ),
        )
        constraints = (models.UniqueConstraint(fields=["commitment", "share"], name="one_step"),)
