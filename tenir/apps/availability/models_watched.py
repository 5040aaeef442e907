"""What is watched, how, what was seen of it, and what people said instead."""

from django.db import models


class Target(models.Model):
    """What is watched (fr. cible): a client's subscription, a product that several share, or Tenir.

    `name` is what monitoring calls it. `environment` is a kind of environment; only production
    counts (5.2). `silence` is in seconds, None where a state holds until the next word; a word
    counts only while its `monitor` is heard of. `agreeing` is how many locations make an outage
    total, None for a majority. Times are in seconds; `asked` is what an answer must hold.
    """

    class Kind(models.TextChoices):
        PUSHED = "pushed"  # told by a monitor of another's making
        MONITOR = "monitor"  # such a monitor, heard of
        HTTP = "http"
        TCP = "tcp"
        TLS = "tls"
        DNS = "dns"

    name = models.CharField(max_length=80, unique=True)
    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, null=True, related_name="targets"
    )
    product = models.ForeignKey(
        "catalogue.Product", models.PROTECT, null=True, related_name="targets"
    )
    platform = models.BooleanField(default=False)  # the support platform itself (7.2)
    environment = models.CharField(max_length=20, default="production")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    address = models.CharField(max_length=500, blank=True)
    asked = models.JSONField(default=dict)
    interval = models.PositiveIntegerField(default=60)
    timeout = models.PositiveIntegerField(default=10)
    retries = models.PositiveSmallIntegerField(default=1)
    silence = models.PositiveIntegerField(null=True)
    locations = models.JSONField(default=list)
    agreeing = models.PositiveSmallIntegerField(null=True)
    monitor = models.ForeignKey("self", models.PROTECT, null=True, related_name="heard")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="monitor", subscription=None, product=None, platform=False)
                | models.Q(
                    ~models.Q(kind="monitor"),
                    models.Q(subscription=None, product__isnull=False, platform=False)
                    | models.Q(subscription__isnull=False, product=None, platform=False)
                    | models.Q(subscription=None, product=None, platform=True),
                ),
                name="target_of_one",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What notices and the journal call it."""
        return f"target/{self.pk}"


class Setting(models.Model):
    """How a target is watched from an instant on (fr. réglage), until the next one.

    A target that was never changed has none: its own fields say how it always was. What was told
    before the first one is judged by the first.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="settings")
    since = models.DateTimeField()
    address = models.CharField(max_length=500, blank=True)
    asked = models.JSONField(default=dict)
    interval = models.PositiveIntegerField()
    timeout = models.PositiveIntegerField()
    retries = models.PositiveSmallIntegerField()
    silence = models.PositiveIntegerField(null=True)
    locations = models.JSONField(default=list)
    agreeing = models.PositiveSmallIntegerField(null=True)
    because = models.TextField(blank=True)
    decided_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("since",)
        constraints = (
            models.UniqueConstraint(fields=["target", "since"], name="one_setting_at_once"),
        )


class Spell(models.Model):
    """What one location told of a target: a state, from its first record to its last.

    Changes of state are kept, not samples. `received_at` is when it was first told.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="spells")
    location = models.CharField(max_length=60, blank=True)
    strand = models.CharField(max_length=60, blank=True)  # an alert: the worst of a location holds
    start = models.DateTimeField()
    last = models.DateTimeField()
    state = models.PositiveSmallIntegerField()  # of tenir.terms.samples
    first_us = models.PositiveIntegerField(default=0)  # the rest as in tenir.terms.watching.Spell
    last_us = models.PositiveIntegerField(default=0)
    gave_way = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["target", "last"], name="spell_last"),)
        constraints = (
            models.UniqueConstraint(
                fields=["target", "location", "strand", "start"], name="one_spell_at_once"
            ),
            models.CheckConstraint(
                condition=models.Q(start__lte=models.F("last")), name="spell_forward"
            ),
        )


class Correction(models.Model):
    """What a named person says that a time was, or why (fr. correction): measuring gives way.

    `state` is empty where only the cause is told. `end` is null while it goes on: an outage opened
    by hand.
    """

    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="corrections"
    )
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, blank=True)
    because = models.TextField()
    evidence = models.TextField(blank=True)
    decided_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)
    reversed_because = models.TextField(blank=True)
    reference = models.CharField(max_length=80, null=True, unique=True)  # where it comes from

    class Meta:
        indexes = (models.Index(fields=["subscription", "end"], name="correction_end"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(start__lt=models.F("end")),
                name="correction_forward",
            ),
            models.CheckConstraint(condition=~models.Q(because=""), name="corrected_with_reason"),
        )


class TakenFile(models.Model):
    """A file of samples that was taken in, or is being (fr. fichier de relevés).

    Known by its digest: `done` of its `records` are kept, so that what was stopped goes on there.
    """

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    records = models.PositiveBigIntegerField()
    done = models.PositiveBigIntegerField(default=0)
    kept = models.PositiveBigIntegerField(default=0)
    late = models.PositiveBigIntegerField(default=0)
    unknown = models.JSONField(default=list)
    taken_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(done__lte=models.F("records")), name="taken_within"
            ),
        )

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"file/{self.digest[:12]}"
