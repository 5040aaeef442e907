"""What the API remembers of its own: answers that can be given again, and how many calls came."""

from __future__ import annotations

from django.db import models


class Answered(models.Model):
    """What was answered under an Idempotency-Key, given again to whoever repeats the request.

    `holder` is who asked (a token, or a person), `asked` the digest of the request, `body` sealed.
    """

    holder = models.CharField(max_length=40)
    key = models.CharField(max_length=255)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["holder", "key"], name="answered_once_per_key"),
        )


class Spent(models.Model):
    """How many calls were drawn in a minute by one token, person or address.

    `key` is a keyed digest: the table names no one.
    """

    key = models.CharField(max_length=64, primary_key=True)
    minute = models.BigIntegerField(db_index=True)
    drawn = models.PositiveIntegerField()
