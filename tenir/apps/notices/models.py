"""The outbox's tables."""

from django.db import models


class Notice(models.Model):
    """A message owed to someone by one channel (fr. avis): a row first, a sending later.

    `key` makes owing it twice the same as once. `message_id` is given when it is owed, so a second
    sending after a crash is the same message. `next_attempt_at` is null once nothing is left to do.
    """

    class Channel(models.TextChoices):
        EMAIL = "email"
        WEBHOOK = "webhook"
        IN_APP = "in_app"

    class State(models.TextChoices):
        OWED = "owed"
        SENDING = "sending"
        SENT = "sent"
        BOUNCED = "bounced"
        FAILED = "failed"  # given up, for a person to look at
        CANCELLED = "cancelled"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=80)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    severity = models.CharField(max_length=10, default="normal")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True)
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True)
    address = models.CharField(max_length=500)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=120, db_index=True)
    title = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    values = models.JSONField(default=dict)
    clauses = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OWED)
    owed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, unique=True)
    reply_token = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=100, blank=True)
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="notice_next_attempt",
            ),
        )


class Attempt(models.Model):
    """One try to hand a notice over, and what came back: the proof (fr. preuve d'envoi)."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="tries")
    number = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["notice", "number"], name="one_attempt"),)
