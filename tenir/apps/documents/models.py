"""The files' table."""

from uuid import uuid4

from django.db import models


class Document(models.Model):
    """A file kept (fr. document): what it is, whose it is, who may read it.

    `organisation` is the client whose file it is, None the publisher's own; the bytes lie in the
    storage under `digest` (SHA-256), outside the web root. What is held back, by its keeper or by
    security officers, opens to the audience `opens_to`.
    """

    class Audience(models.TextChoices):
        EVERYONE = "everyone"  # the public pages
        CLIENT = "client"  # the client's people, and staff
        STAFF = "staff"
        SECURITY = "security"  # security officers alone
        KEEPER = "keeper"  # whoever handed it in, until what it is for is sent

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    opens_to = models.CharField(max_length=10, choices=Audience.choices, blank=True)
    title = models.CharField(max_length=200)
    filename = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    purpose = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, blank=True, db_index=True)
    kept_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True)
    kept_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title
