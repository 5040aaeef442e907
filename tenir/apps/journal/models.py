"""The journal's tables."""

from django.db import models
from django.db.models.functions import Cast

from tenir.terms.journal import FIRST


class Entry(models.Model):
    """One fact, written once (fr. écriture): who, what, when it was true and when recorded.

    `client` is the key of an organisation, without a foreign key: the journal stands on nothing.
    `position`, `digest` and the links are given when the entry is sealed into the chain; a
    client's own entries are linked a second time, so that its export proves that none is left out.
    """

    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    client = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=64)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    clauses = models.JSONField(default=list)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    personal_digest = models.CharField(max_length=64, blank=True)
    position = models.BigIntegerField(null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    link = models.CharField(max_length=64, blank=True)
    client_position = models.BigIntegerField(null=True)
    client_link = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["subject", "id"], name="journal_subject"),
            # A client's entries in order, then what narrows them: the rows themselves are wide.
            models.Index(fields=["client", "id", "subject", "verb"], name="journal_client"),
            models.Index(fields=["verb", "id"], name="journal_verb"),
            models.Index(Cast("clauses", models.TextField()), "id", name="journal_clauses"),
            models.Index(fields=["actor", "id"], name="journal_actor"),
            models.Index(fields=["recorded_at"], name="journal_recorded"),
            models.Index(fields=["id"], condition=models.Q(position=None), name="journal_unsealed"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["client", "client_position"], name="journal_client_position"
            ),
        )


class Personal(models.Model):
    """What an entry says of people, apart from the chain: it can be erased, its digest stays."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="personal")
    salt = models.CharField(max_length=32)
    told = models.JSONField()


class Head(models.Model):
    """How far the chain goes: one row, locked by whoever seals."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)
    link = models.CharField(max_length=64, default=FIRST)
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="journal_one_head"),)


class Reserved(models.Model):
    """A subject kept from all but security officers (fr. sujet réservé), in whatever app it shows.

    Its entries stay in the chain; a client's own export has their place and seals alone.
    """

    subject = models.CharField(max_length=120, unique=True)
    reserved_at = models.DateTimeField()


class ReservedReader(models.Model):
    """Someone who knows of a reserved subject all the same: who told of the matter.

    `person` is the key of accounts.Person, which stands above the journal.
    """

    reserved = models.ForeignKey(Reserved, models.CASCADE, related_name="readers")
    person = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["reserved", "person"], name="one_reserved_reader"),
        )
