"""The usual words that incidents and their updates begin from."""

from __future__ import annotations

from django.db import models

from tenir.apps.publishing.standings import Impact, State
from tenir.terms.phrases import Language


class Wording(models.Model):
    """A title and a text to begin an incident or an update from (fr. modèle).

    What is in brackets is to be written by whoever publishes.
    """

    name_fr = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    begins = models.BooleanField()
    state = models.CharField(max_length=15, choices=State.choices)
    impact = models.CharField(max_length=10, choices=Impact.choices)
    title_fr = models.CharField(max_length=150, blank=True)
    title_en = models.CharField(max_length=150, blank=True)
    text_fr = models.TextField()
    text_en = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["name_fr"], condition=models.Q(withdrawn_at=None), name="wording_named_once"
            ),
            models.CheckConstraint(
                condition=models.Q(begins=True) & ~models.Q(title_fr="")
                | models.Q(begins=False, title_fr="", title_en=""),
                name="wording_titled_where_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name_fr

    def name(self, language: Language) -> str:
        """What to call it, in French where it is called so in French alone."""
        return (self.name_en if language == "en" else "") or self.name_fr
