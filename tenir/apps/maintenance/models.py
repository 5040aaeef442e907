"""The app's tables."""

from __future__ import annotations

from django.db import models

from tenir.apps.maintenance.models_recurring import Freeze, Recurring
from tenir.terms.phrases import Language

__all__ = ["Freeze", "Recurring", "Step", "Works"]


class Works(models.Model):
    """Maintenance works as announced and done (fr. travaux).

    They touch every subscription of their products, and those named one by one. `starts_at` and
    `ends_at` are the hours announced, `started_at` and `ended_at` those lived. `course` says who
    tells when they begin and end: the clock, a person, or nobody where they were put on record
    only. `due_at` is when they are to be looked at next.
    """

    class Kind(models.TextChoices):
        PLANNED = "planned"
        URGENT_SECURITY = "urgent-security"
        URGENT = "urgent"
        NO_IMPACT = "no-impact"

    class Course(models.TextChoices):
        RECORDED = ""
        CLOCK = "clock"
        PERSON = "person"

    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title_fr = models.CharField(max_length=150, blank=True)
    title_en = models.CharField(max_length=150, blank=True)
    because = models.TextField(blank=True)  # why they are urgent (5.13), or asked by force majeure
    force_majeure = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    course = models.CharField(max_length=10, choices=Course.choices, blank=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    expected_at = models.DateTimeField(null=True)  # when an overrun is thought to end
    due_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)
    products = models.ManyToManyField("catalogue.Product", related_name="works")
    subscriptions = models.ManyToManyField("agreements.Subscription", related_name="works")
    checks = models.JSONField(default=list)  # as judged when they were announced
    outside = models.BooleanField(default=False)  # of the windows, in part or wholly
    late = models.BooleanField(default=False)  # told later than 5.12 asks
    despite = models.TextField(blank=True)  # why then, despite freezes or other works
    revision = models.PositiveIntegerField(default=0)  # how often what was announced changed
    recurring = models.ForeignKey(Recurring, models.PROTECT, null=True, related_name="works")
    occurs_on = models.DateField(null=True)
    planned_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=["starts_at", "ends_at"], name="works_span"),
            models.Index(
                fields=["due_at"], condition=models.Q(due_at__isnull=False), name="works_due"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="works_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None)
                | models.Q(started_at__isnull=False, started_at__lt=models.F("ended_at")),
                name="works_lived_forward",
            ),
            models.UniqueConstraint(fields=["recurring", "occurs_on"], name="one_works_a_turn"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """What notices and the journal call them."""
        return f"works/{self.number}"

    @property
    def draft(self) -> bool:
        """Whether they are the staff's own matter still: planned, and not announced."""
        return self.announced_at is None and self.course != self.Course.RECORDED

    def title(self, language: Language) -> str:
        """What is done, in French where it was told in French alone."""
        return (self.title_en if language == "en" else "") or self.title_fr


class Step(models.Model):
    """What became of works, and the contacts told of it (fr. étape). It never changes.

    `starts_at` and `ends_at` are the hours announced as they were then. `told_to` is the last
    client whose contacts are told, `told_at` when all of them were.
    """

    class What(models.TextChoices):
        ANNOUNCED = "announced"
        CHANGED = "changed"
        STARTED = "started"
        OVERRUN = "overrun"
        ENDED = "ended"
        WITHDRAWN = "withdrawn"

    works = models.ForeignKey(Works, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    because = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    public = models.BooleanField(default=False)  # told to everyone: of whole products, not quiet
    told_to = models.BigIntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["works", "written_at"], name="step_of_works"),
            models.Index(fields=["id"], condition=models.Q(told_at=None), name="step_to_tell"),
            models.Index(
                fields=["written_at"], condition=models.Q(public=True), name="step_of_everyone"
            ),
        )
