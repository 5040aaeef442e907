"""The app's tables."""

from django.db import models


class Works(models.Model):
    """Maintenance works as announced and done (fr. travaux).

    They touch every subscription of their products, and those named one by one.
    """

    class Kind(models.TextChoices):
        PLANNED = "planned"
        URGENT_SECURITY = "urgent-security"
        URGENT = "urgent"
        NO_IMPACT = "no-impact"

    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)
    products = models.ManyToManyField("catalogue.Product", related_name="works")
    subscriptions = models.ManyToManyField("agreements.Subscription", related_name="works")

    class Meta:
        indexes = (models.Index(fields=["starts_at", "ends_at"], name="works_span"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="works_forward"
            ),
        )

    def __str__(self) -> str:
        return self.number
