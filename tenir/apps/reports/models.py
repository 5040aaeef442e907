"""The app's tables."""

from django.db import models


class Frozen(models.Model):
    """What was stated, once and for good (fr. relevé figé). No row is ever changed or removed.

    `statement` has the figures, without words, as canonical JSON; `said` the whole statement as
    it was worded on the day. `inputs` and `evidence` are all that it follows from, under the
    convention whose digest is `convention` and the engine of that name. A revision is one more
    row, with its reason and its author.
    """

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, null=True, related_name="frozen"
    )
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="frozen")
    month = models.CharField(max_length=7)
    revision = models.PositiveIntegerField(default=1)
    statement = models.TextField()
    statement_digest = models.CharField(max_length=64)
    said = models.TextField()
    engine = models.CharField(max_length=20)
    agreement = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    convention = models.CharField(max_length=80)
    inputs = models.TextField()
    evidence = models.TextField()
    inputs_digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=64)
    because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "subject", "month", "revision"], name="one_frozen_revision"
            ),
            models.CheckConstraint(
                condition=models.Q(revision=1) | ~models.Q(because=""), name="revised_with_reason"
            ),
        )


class StandingRequest(models.Model):
    """A client that asked in writing for the reports of every month (fr. demande permanente)."""

    organisation = models.OneToOneField(
        "accounts.Organisation", models.PROTECT, primary_key=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")


class Replayed(models.Model):
    """A version tried on the months already lived (fr. rejeu): how far it is, and what it came to.

    `convention` is the digest of the version as it was then, `inputs_digest` that of the facts.
    """

    version = models.ForeignKey("agreements.Version", models.CASCADE, related_name="replays")
    convention = models.CharField(max_length=80)
    engine = models.CharField(max_length=20)
    until = models.CharField(max_length=7)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    told_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)  # clients
    of = models.PositiveIntegerField(default=0)
    failed = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)
    inputs_digest = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True)  # a terms.replay.Replay
