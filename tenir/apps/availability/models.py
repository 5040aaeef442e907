"""The app's tables."""

from django.db import models


class MeasuredSpan(models.Model):
    """From a subscription's first record to its last (fr. période mesurée).

    `state` is the one that holds since the last record; outside of the span nothing is known.
    """

    subscription = models.OneToOneField(
        "agreements.Subscription", models.PROTECT, primary_key=True, related_name="measured"
    )
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
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
        indexes = (models.Index(fields=["subscription", "end"], name="stretch_end"),)
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
