"""What a person writes on pages: what is not sent yet, and what was sent already."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Unsent(models.Model):
    """Words typed and not sent, sealed; their writer alone gets them back (fr. brouillon).

    `place` is the form that they are typed in, as `reply:12`.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="unsent")
    place = models.CharField(max_length=80)
    words = models.TextField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "place"], name="unsent_once"),)


class SentForm(models.Model):
    """A form that was sent and done: the same bytes once more are not another act (fr. envoi).

    `key` is the digest of what was sent, `shown` that of the page's own token; `location` where
    its sender was led.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sent_forms")
    key = models.CharField(max_length=64)
    shown = models.CharField(max_length=64)
    location = models.CharField(max_length=2000, blank=True)
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="sent_once"),)
        indexes = (models.Index(fields=["person", "shown"], name="accounts_sent_shown"),)
