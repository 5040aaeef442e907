"""What happened to requests: what was said and done, what was ruled, who else has them."""

from typing import Any

from django.db import models


class Entry(models.Model):
    """A line of a request's conversation, written once (fr. échange): a word or an event.

    `what` is a key of the table of events. `public`: the client reads it. `key` is the Message-ID
    of a mail, so that it joins once. `contact` is who wrote it without having an account. Its files
    hang on it.
    """

    class Side(models.TextChoices):
        CLIENT = "client"
        STAFF = "staff"
        SYSTEM = "system"

    request = models.ForeignKey("support.Request", models.CASCADE, related_name="entries")
    what = models.CharField(max_length=20)
    public = models.BooleanField(default=True)
    side = models.CharField(max_length=10, choices=Side.choices)
    author = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey(
        "parties.Contact", models.PROTECT, null=True, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=10, default="portal")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    text = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    key = models.CharField(max_length=300, null=True, unique=True)
    documents = models.ManyToManyField("documents.Document", related_name="support_entries")

    @property
    def writer(self) -> Any:
        """Who wrote it: a person, or the contact who has no account; each has a name, an e-mail."""
        return self.author or self.contact

    leads_to: int | None = None  # the other request that it names, where the reader may see it

    class Meta:
        indexes = (
            models.Index(fields=["request", "happened_at", "id"], name="support_entry_order"),
        )


class Ruling(models.Model):
    """A request, or its time, ruled outside of what support covers (fr. exclusion), and why.

    `contested_at` is when the client said that it is wrong; a reversed ruling never held.
    """

    request = models.ForeignKey("support.Request", models.CASCADE, related_name="rulings")
    reason = models.CharField(max_length=60)
    evidence = models.TextField()
    decided_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    contested_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, related_name="+"
    )
    contested_at = models.DateTimeField(null=True)
    contested_because = models.TextField(blank=True)
    reversed_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    reversed_at = models.DateTimeField(null=True)
    reversed_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(reversed_at__isnull=True),
                name="one_support_ruling",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""), name="support_ruling_with_evidence"
            ),
            models.CheckConstraint(
                condition=models.Q(reversed_at=None) | ~models.Q(reversed_because=""),
                name="support_ruling_reversed_with_reason",
            ),
        )


class HandOver(models.Model):
    """A request passed on to the publisher of third-party software, with its own clock."""

    request = models.ForeignKey("support.Request", models.CASCADE, related_name="hand_overs")
    software = models.ForeignKey("catalogue.Software", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=120, blank=True)  # theirs
    handed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # by their own conditions, where these say
    reasons = models.JSONField(default=dict)
    warned = models.PositiveSmallIntegerField(default=0)  # the last share of its time told of
    back_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(back_at=None), name="one_hand_over"
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"],
                condition=models.Q(back_at=None, due_at__isnull=False),
                name="hand_over_due",
            ),
        )
