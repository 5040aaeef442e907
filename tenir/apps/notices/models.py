"""The outbox's tables."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Channel(models.TextChoices):
    """By which means (fr. canal)."""

    EMAIL = "email"
    WEBHOOK = "webhook"
    IN_APP = "in_app"
    TELEPHONE = "telephone"  # a person calls, and says here what came of it


class State(models.TextChoices):
    """Where a notice stands (fr. état)."""

    OWED = "owed"
    SENDING = "sending"
    SENT = "sent"
    BOUNCED = "bounced"
    FAILED = "failed"  # given up, for a person to look at
    HELD = "held"  # waits for a person: sent already, perhaps, before Tenir was restored
    CANCELLED = "cancelled"


class Audience(models.TextChoices):
    """On whose side it is read."""

    CLIENT = "client"
    STAFF = "staff"


class Outcome(models.TextChoices):
    """What came of a try (fr. issue)."""

    BEGUN = ""
    ACCEPTED = "accepted"
    LATER = "later"  # refused for now, or nobody there
    REFUSED = "refused"  # for good
    UNANSWERED = "unanswered"  # handed over, and no answer came: perhaps accepted
    INTERRUPTED = "interrupted"  # the deliverer died on the way: perhaps accepted


class WebhookEndpoint(models.Model):
    """Where a program of a client, or of the publisher, hears of notices (fr. point d'écoute).

    Without an organisation it hears all that is owed to anyone; a `public` one, which someone asked
    for that nobody here knows, hears its own kinds alone. Secrets are sealed with the
    server's key (sealing.py); the previous one signs beside the new until `previous_until`.
    """

    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True)
    url = models.CharField(max_length=500)
    kinds = models.JSONField(default=list)  # empty: all of them
    secret = models.TextField()
    previous_secret = models.TextField(blank=True)
    previous_until = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)
    public = models.BooleanField(default=False)
    made_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True)
    made_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_because = models.CharField(max_length=80, blank=True)


class Notice(models.Model):
    """A message owed to someone by one channel (fr. avis): a row first, a sending later.

    `key` makes owing it twice the same as once. `message_id` is given when it is owed, so a second
    sending after a crash is the same message. `next_attempt_at` is null once nothing is left to do
    for a machine. A confidential notice keeps its words in its envelope, until they are sent.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=80)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    severity = models.CharField(max_length=10, default="normal")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.STAFF)
    confidential = models.BooleanField(default=False)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True)
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True)
    endpoint = models.ForeignKey(WebhookEndpoint, models.PROTECT, null=True)
    address = models.CharField(max_length=500)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=120, db_index=True)
    title = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    clauses = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OWED)
    owed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, unique=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    give_up_at = models.DateTimeField(null=True)
    tried_since_due = models.PositiveIntegerField(default=0)  # where the backoff stands
    claimed_by = models.CharField(max_length=100, blank=True)
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="notice_next_attempt",
            ),
            models.Index(
                fields=["claimed_at"], condition=models.Q(state="sending"), name="notice_sending"
            ),
            # A client's notices in order, then what it may not see and all that a list narrows and
            # sorts by: the rows themselves are wide.
            models.Index(
                fields=[
                    "organisation",
                    "-id",
                    "audience",
                    "confidential",
                    "channel",
                    "subject",
                    "person",
                    "state",
                    "sent_at",
                    "address",
                ],
                name="notice_organisation",
            ),
            models.Index(fields=["person", "channel", "-id", "organisation"], name="notice_person"),
            models.Index(fields=["state", "id"], name="notice_state"),
            models.Index(fields=["channel", "id"], name="notice_channel"),
            models.Index(fields=["sent_at", "id"], name="notice_sent"),
            models.Index(fields=["address", "id"], name="notice_address"),
            # Of some days, with what their subject hides from who looks.
            models.Index(fields=["owed_at", "id", "subject"], name="notice_owed"),
        )


class Envelope(models.Model):
    """What only the server reads of a notice (fr. enveloppe): its tokens, and words kept apart.

    `reply_token` is in the address that one answers to, `bounce_token` in the one that a bounce
    comes back to; neither can be guessed. `leave` is the address that a mail program calls for its
    reader to be told no more (RFC 8058).
    """

    notice = models.OneToOneField(Notice, models.CASCADE, primary_key=True)
    reply_token = models.CharField(max_length=64, unique=True)
    bounce_token = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    leave = models.CharField(max_length=500, blank=True)


class Attempt(models.Model):
    """One try to hand a notice over, and what came back: the proof (fr. preuve d'envoi)."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="tries")
    number = models.PositiveIntegerField()
    address = models.CharField(max_length=500, default="")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, choices=Outcome.choices)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["notice", "number"], name="one_attempt"),)


class Bounce(models.Model):
    """A message come back after it was accepted (fr. retour): for good, or for now."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="bounces")
    at = models.DateTimeField()
    address = models.CharField(max_length=500)
    hard = models.BooleanField()
    answer = models.TextField(blank=True)


class Unreachable(models.Model):
    """An address that mail does not reach (fr. adresse injoignable): its contact is to be asked.

    Clause: 9.2.
    """

    address = models.CharField(max_length=500, unique=True)  # in lower case
    since = models.DateTimeField()
    because = models.TextField()
    notice = models.ForeignKey(Notice, models.SET_NULL, null=True)
