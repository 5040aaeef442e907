"""How subscriptions were: measured, down, why, and what was ruled out of the rate."""

from django.db import models

from tenir.apps.availability.models_watched import (
    Correction,
    Setting,
    Spell,
    TakenFile,
    Target,
)

__all__ = [
    "Cause", "Correction", "Exclusion", "MeasuredSpan", "Setting", "Spell", "Stretch", "TakenFile",
    "Target",
]  # fmt: skip


class MeasuredSpan(models.Model):
    """From a subscription's first record on, as far as is known (fr. période mesurée).

    `state` is the one that holds since the last record, told at `told_at`; it is known to hold
    until `last_at`, which is later where an outage goes on. Outside of the span nothing is known.
    """

    subscription = models.OneToOneField(
        "agreements.Subscription", models.PROTECT, primary_key=True, related_name="measured"
    )
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    told_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    source = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_at__lte=models.F("last_at")), name="measured_forward"
            ),
        )


class Stretch(models.Model):
    """A time, inside the measured span, when a subscription was not up. Half-open, in UTC.

    The stretches of a subscription neither touch in one state nor overlap.
    """

    class State(models.TextChoices):
        DOWN = "down"
        DEGRADED = "degraded"
        UNMEASURED = "unmeasured"

    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="stretches"
    )
    start = models.DateTimeField()
    end = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices)
    source = models.CharField(max_length=120)

    class Meta:
        indexes = (
            models.Index(fields=["subscription", "end"], name="stretch_end"),
            # The orders of the ledger, each with what narrows it.
            models.Index(fields=["start", "id", "state", "subscription"], name="stretch_by_start"),
            models.Index(fields=["end", "id", "state", "subscription"], name="stretch_by_end"),
            models.Index(fields=["state", "start", "id", "subscription"], name="stretch_by_state"),
        )
        constraints = (
            models.UniqueConstraint(fields=["subscription", "start"], name="one_stretch_at_once"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="stretch_forward"
            ),
        )


class Exclusion(models.Model):
    """A span that a named person ruled out of the rate, for a reason of 5.5 (fr. exclusion)."""

    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="exclusions"
    )
    start = models.DateTimeField()
    end = models.DateTimeField()
    reason = models.CharField(max_length=60)
    evidence = models.TextField()
    decided_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, related_name="exclusions"
    )
    decided_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)
    reversed_because = models.TextField(blank=True)
    reference = models.CharField(max_length=80, null=True, unique=True)  # where it comes from
    kept_evidence = models.TextField(blank=True)  # its own, while what told it is reserved

    class Meta:
        indexes = (models.Index(fields=["subscription", "end"], name="exclusion_end"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="exclusion_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(reversed_at__isnull=True) | ~models.Q(reversed_because=""),
                name="reversed_with_reason",
            ),
        )


class Cause(models.Model):
    """What is known of why a subscription was down, and what the rules say of it (fr. cause).

    `reason` is the exclusion of 5.5 that the rules propose, empty where they propose none; then
    `reasons` say why it counts. `works` are the number of those that it is about: their time is
    left out by the rules until a person declines. `told_at` and `holds` are those of
    `terms.causes.Cause`. A cause decided has who, when and why, and may be decided again.
    """

    class State(models.TextChoices):
        COUNTS = "counts"  # the rules propose nothing
        PROPOSED = "proposed"  # an exclusion waits for a person
        ACCEPTED = "accepted"
        DECLINED = "declined"

    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="causes"
    )
    kind = models.CharField(max_length=20)
    start = models.DateTimeField()
    end = models.DateTimeField()
    evidence = models.TextField()
    told_at = models.DateTimeField(null=True)
    holds = models.BooleanField(default=False)
    works = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=80, blank=True)  # what told it: DA-000012
    kept_source = models.CharField(max_length=80, blank=True)  # its own, while that is reserved
    kept_evidence = models.TextField(blank=True)
    known_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    known_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.COUNTS)
    reason = models.CharField(max_length=60, blank=True)
    from_at = models.DateTimeField(null=True)  # what of it the exclusion would leave out
    until_at = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict)
    decided_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    because = models.TextField(blank=True)
    exclusion = models.ForeignKey(Exclusion, models.PROTECT, null=True, related_name="causes")

    class Meta:
        indexes = (models.Index(fields=["subscription", "end"], name="cause_end"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="cause_forward"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(because=""),
                name="declined_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="proposed") | ~models.Q(reason=""),
                name="proposed_for_a_ground",
            ),
        )

    @property
    def reference(self) -> str:
        """What the journal calls it."""
        return f"cause/{self.pk}"
