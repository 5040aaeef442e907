"""Secret addresses by which programs that cannot sign in read one client's board."""

from __future__ import annotations

from django.db import models


class PrivateLink(models.Model):
    """A secret address of one client's board, feed and calendar (fr. lien privé).

    Shown once: only a digest of its token is kept. It opens nothing any more once it is revoked, or
    once its person is of that client no longer. `minute` and `calls` count how often it was read.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="private_links")
    client = models.ForeignKey("parties.Client", models.PROTECT, related_name="private_links")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    minute = models.BigIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
