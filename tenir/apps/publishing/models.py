"""The app's tables."""

from __future__ import annotations

from django.db import models

from tenir.apps.publishing.models_links import PrivateLink
from tenir.apps.publishing.models_subscribers import Spread, Subscriber
from tenir.apps.publishing.models_wordings import Wording
from tenir.apps.publishing.standings import Impact, State
from tenir.terms.phrases import Language

OVER = (State.RESOLVED, State.POSTMORTEM)
__all__ = [
    "OVER", "Impact", "Incident", "PrivateLink", "Spread", "State", "Subscriber", "Update",
    "Wording",
]  # fmt: skip


class Incident(models.Model):
    """Something that went wrong and was published (fr. incident).

    Without a `client` everyone reads it; with one, that client's people alone. `platform`: it
    touches Tenir itself. `reference` is its public name, which cannot be guessed.
    """

    reference = models.CharField(max_length=12, unique=True)
    title_fr = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    impact = models.CharField(max_length=10, choices=Impact.choices)
    state = models.CharField(max_length=15, choices=State.choices)
    products = models.ManyToManyField("catalogue.Product", related_name="incidents")
    platform = models.BooleanField(default=False)
    client = models.ForeignKey(
        "parties.Client", models.PROTECT, null=True, related_name="incidents"
    )
    works = models.ForeignKey(
        "maintenance.Works", models.PROTECT, null=True, related_name="incidents"
    )
    began_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["-began_at"], name="incident_began"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=OVER, resolved_at__isnull=False)
                | models.Q(~models.Q(state__in=OVER), resolved_at=None),
                name="incident_over_when_resolved",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_at=None)
                | models.Q(resolved_at__gte=models.F("began_at")),
                name="incident_forward",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawn_because=""),
                name="incident_withdrawn_with_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title_fr

    @property
    def subject(self) -> str:
        """What notices and the journal call it."""
        return f"incident/{self.reference}"

    def title(self, language: Language) -> str:
        """Its title, in French where it was told in French alone."""
        return (self.title_en if language == "en" else "") or self.title_fr


class Update(models.Model):
    """What was told of an incident at one time (fr. point de situation). Its words never change."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="updates")
    reference = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=15, choices=State.choices)
    impact = models.CharField(max_length=10, choices=Impact.choices)
    text_fr = models.TextField()
    text_en = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, related_name="+"
    )
    told_to = models.BigIntegerField(default=0)  # the last client whose contacts are told
    told_at = models.DateTimeField(null=True)  # when all of them were
    spread_to = models.BigIntegerField(default=0)  # the last subscriber told
    spread_at = models.DateTimeField(null=True)  # when all of them were

    class Meta:
        indexes = (
            models.Index(fields=["incident", "-published_at"], name="update_of_incident"),
            models.Index(
                fields=["id"], condition=models.Q(spread_at=None), name="update_to_spread"
            ),
            models.Index(fields=["id"], condition=models.Q(told_at=None), name="update_to_tell"),
        )

    def __str__(self) -> str:
        return self.text_fr

    def text(self, language: Language) -> str:
        """What it says, in French where it was told in French alone."""
        return (self.text_en if language == "en" else "") or self.text_fr
