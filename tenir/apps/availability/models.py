"""The app's tables."""

from django.db import models


class MeasuredSpan(models.Model):
    """From a subscription's first record on, as far as is known (fr. période mesurée).

    `state` is the one that holds since the last record, told at `told_at`; it is known to hold
    until `last_at`, which is later where an outage goes on. Outside of the span nothing is known.
    """

    subscription = models.OneToOneField(
        "agreements.Subscription", models.PROTECT, primary_key=True, related_name="measured"
    )
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    told_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    source = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_at__lte=models.F("last_at")), name="measured_forward"
            ),
        )


class Stretch(models.Model):
    """A time, inside the measured span, when a subscription was not up. Half-open, in UTC.

    The stretches of a subscription neither touch in one state nor overlap.
    """

    class State(models.TextChoices):
        DOWN = "down"
        DEGRADED = "degraded"
        UNMEASURED = "unmeasured"

    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="stretches"
    )
    start = models.DateTimeField()
    end = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices)
    source = models.CharField(max_length=120)

    class Meta:
        indexes = (
            models.Index(fields=["subscription", "end"], name="stretch_end"),
            # The orders of the ledger, each with what narrows it.
            models.Index(fields=["start", "id", "state", "subscription"], name="stretch_by_start"),
            models.Index(fields=["end", "id", "state", "subscription"], name="stretch_by_end"),
            models.Index(fields=["state", "start", "id", "subscription"], name="stretch_by_state"),
        )
        constraints = (
            models.UniqueConstraint(fields=["subscription", "start"], name="one_stretch_at_once"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="stretch_forward"
            ),
        )


class Exclusion(models.Model):
    """A span that a named person ruled out of the rate, for a reason of 5.5 (fr. exclusion)."""

    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="exclusions"
    )
    start = models.DateTimeField()
    end = models.DateTimeField()
    reason = models.CharField(max_length=60)
    evidence = models.TextField()
    decided_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, related_name="exclusions"
    )
    decided_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)
    reversed_because = models.TextField(blank=True)
    reference = models.CharField(max_length=80, null=True, unique=True)  # where it comes from
    kept_evidence = models.TextField(blank=True)  # its own, while what told it is reserved

    class Meta:
        indexes = (models.Index(fields=["subscription", "end"], name="exclusion_end"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="exclusion_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(reversed_at__isnull=True) | ~models.Q(reversed_because=""),
                name="reversed_with_reason",
            ),
        )


class Cause(models.Model):
    """What is known of why a subscription was down, and what the rules say of it (fr. cause).

    `reason` is the exclusion of 5.5 that the rules propose, empty where they propose none; then
    `reasons` say why it counts. `works` are the number of those that it is about: their time is
    left out by the rules until a person declines. `told_at` and `holds` are those of
    `terms.causes.Cause`. A cause decided has who, when and why, and may be decided again.
    """

    class State(models.TextChoices):
        COUNTS = "counts"  # the rules propose nothing
        PROPOSED = "proposed"  # an exclusion waits for a person
        ACCEPTED = "accepted"
        DECLINED = "declined"

    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="causes"
    )
    kind = models.CharField(max_length=20)
    start = models.DateTimeField()
    end = models.DateTimeField()
    evidence = models.TextField()
    told_at = models.DateTimeField(null=True)
    holds = models.BooleanField(default=False)
    works = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=80, blank=True)  # what told it: DA-000012
    kept_source = models.CharField(max_length=80, blank=True)  # its own, while that is reserved
    kept_evidence = models.TextField(blank=True)
    known_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    known_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.COUNTS)
    reason = models.CharField(max_length=60, blank=True)
    from_at = models.DateTimeField(null=True)  # what of it the exclusion would leave out
    until_at = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict)
    decided_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    because = models.TextField(blank=True)
    exclusion = models.ForeignKey(Exclusion, models.PROTECT, null=True, related_name="causes")

    class Meta:
        indexes = (models.Index(fields=["subscription", "end"], name="cause_end"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="cause_forward"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(because=""),
                name="declined_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="proposed") | ~models.Q(reason=""),
                name="proposed_for_a_ground",
            ),
        )

    @property
    def reference(self) -> str:
        """What the journal calls it."""
        return f"cause/{self.pk}"


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
