"""Works that come back, and when clients asked that nothing be touched."""

from __future__ import annotations

from django.db import models


class Recurring(models.Model):
    """Works that come back by the clock (fr. travaux récurrents); each time is works of its own.

    `made_until` is the day up to which they are on the calendar. Announced once, for every time.
    """

    number = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=20)
    title_fr = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    days = models.JSONField()  # mon … sun
    starts = models.CharField(max_length=5)  # 22:00
    ends = models.CharField(max_length=5)
    every = models.PositiveSmallIntegerField(default=1)  # weeks
    nth = models.SmallIntegerField(null=True)  # week of the month, -1 the last
    first_on = models.DateField()
    last_on = models.DateField(null=True)
    products = models.ManyToManyField("catalogue.Product", related_name="+")
    subscriptions = models.ManyToManyField("agreements.Subscription", related_name="+")
    announced_at = models.DateTimeField()
    made_until = models.DateField()
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.TextField(blank=True)
    planned_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_on=None) | models.Q(last_on__gte=models.F("first_on")),
                name="recurring_forward",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """What notices and the journal call them."""
        return f"recurring/{self.number}"


class Freeze(models.Model):
    """When a client asked that nothing of its be touched (fr. gel); of some products, or of all."""

    client = models.ForeignKey("parties.Client", models.PROTECT, related_name="freezes")
    products = models.ManyToManyField("catalogue.Product", related_name="freezes")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    because = models.TextField()
    asked_by = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["ends_at"], name="freeze_end"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="freeze_forward"
            ),
        )

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"freeze/{self.pk}"
