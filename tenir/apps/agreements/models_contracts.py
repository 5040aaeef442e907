"""Contracts, what is subscribed to under them, and what was agreed besides."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models

REFERENCE = "saas-reference"


class Contract(models.Model):
    """A contract with a client, under one agreement (fr. contrat). `ends_on` is its last day."""

    class Platform(models.TextChoices):
        BASIC = "basic"  # requests only
        EXTENDED = "extended"  # downloads, knowledge base, planning… as well (7.3)

    client = models.ForeignKey("parties.Client", models.PROTECT, related_name="contracts")
    agreement = models.CharField(max_length=60, default=REFERENCE)
    number = models.CharField(max_length=40, unique=True)
    platform = models.CharField(max_length=10, choices=Platform.choices, default=Platform.EXTENDED)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    signed_at = models.DateTimeField(null=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)  # when its end was recorded
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on"))
                | models.Q(ended_at__isnull=False),  # called off before it began
                name="contract_forwards",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """What notices, promises and the journal call it."""
        return f"contract/{self.pk}"

    def runs_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Amendment(models.Model):
    """The terms that a contract changes, from a day on (fr. avenant): the last one holds.

    `overrides` are in the agreement's own shapes, layer contract.general or contract.special;
    `flags` tell what is promised above a third party's own conditions (2.7).
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="amendments")
    effective_on = models.DateField()
    overrides = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["contract", "effective_on"], name="one_amendment"),
        )
        ordering = ("effective_on",)


class Subscription(models.Model):
    """A line of a contract: a product, with the support that goes with it (fr. abonnement).

    Access and support have no dates of their own: they begin and end together. `ends_on` is the
    last day; `yearly_fee` is in euros excl. tax, None where the line has none of its own.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="subscriptions")
    product = models.ForeignKey("catalogue.Product", models.PROTECT)
    target = models.CharField(max_length=80, unique=True)  # its name in the monitoring
    hosting = models.CharField(max_length=20)
    modules = models.JSONField(default=list)
    seats = models.PositiveIntegerField(null=True)
    environments = models.JSONField(default=list)  # [{"name", "kind", "address"}]
    yearly_fee = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on"))
                | models.Q(ended_at__isnull=False),  # called off before it began
                name="subscription_forwards",
            ),
            models.CheckConstraint(
                condition=models.Q(yearly_fee=None) | models.Q(yearly_fee__gte=0),
                name="subscription_fee",
            ),
        )

    def __str__(self) -> str:
        return self.target

    @property
    def subject(self) -> str:
        """What notices, promises and the journal call it."""
        return f"subscription/{self.pk}"

    def runs_on(self, day: date) -> bool:
        """Whether access and support are both due on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Ordered(models.Model):
    """What a line comes to from a day on (fr. commande): modules, seats, fee. The last one holds.

    The subscription's own columns are those of the latest; months past keep theirs.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="ordered")
    from_on = models.DateField()
    modules = models.JSONField(default=list)
    seats = models.PositiveIntegerField(null=True)
    yearly_fee = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    order = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["subscription", "from_on"], name="one_ordered"),
        )
        ordering = ("from_on",)


class Access(models.Model):
    """Access to a subscription, from its opening to its close (fr. mise à disposition).

    `closed_at` may lie ahead: an end told in advance closes access by itself.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="accesses")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subscription"],
                condition=models.Q(closed_at=None),
                name="one_open_access",
            ),
        )

    def open_at(self, at: datetime) -> bool:
        """Whether it was open at that instant."""
        return self.opened_at <= at and (self.closed_at is None or at < self.closed_at)


class Specific(models.Model):
    """What is the client's own in a subscription (fr. spécifique): not standard, so not covered by
    2.1 (2.2), and named when an update may break it (8.8)."""

    class Kind(models.TextChoices):
        SETTING = "setting"
        DEVELOPMENT = "development"
        REPORT = "report"
        CONNECTOR = "connector"
        THIRD_PARTY = "third_party"

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="specifics")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    publisher = models.CharField(max_length=120, blank=True)  # of a third-party product
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subscription", "kind", "name"],
                condition=models.Q(withdrawn_at=None),
                name="one_specific",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Option(models.Model):
    """Something ordered apart from the subscriptions (fr. option): on-call, TMA, training…

    `key` is that of the order's line it came from, so that adding it twice is adding it once;
    `details` are the option's own (the hours of an on-call service).
    """

    class Kind(models.TextChoices):
        ON_CALL = "on_call"  # 7.16
        THIRD_PARTY_SUPPORT = "third_party_support"  # 2.6
        TMA = "tma"  # 2.6: settings and specific developments
        TRAINING = "training"  # 2.8
        USER_SUPPORT = "user_support"  # 2.8
        SETTINGS_HELP = "settings_help"  # 2.8
        OTHER = "other"

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="options")
    subscription = models.ForeignKey(
        Subscription, models.PROTECT, null=True, related_name="options"
    )
    kind = models.CharField(max_length=30, choices=Kind.choices)
    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    order = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    yearly_fee = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    details = models.JSONField(default=dict)
    added_at = models.DateTimeField()
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on"))
                | ~models.Q(ended_because=""),  # called off before it began
                name="option_forwards",
            ),
        )

    def runs_on(self, day: date) -> bool:
        """Whether it is carried on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """An exceptional closing of support (fr. fermeture exceptionnelle), and when it was told.

    `start` and `end` are seconds of that local day.
    """

    on = models.DateField()
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=86_400)
    announced_at = models.DateTimeField()
    because = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["on", "start", "end"], name="one_closure"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="closure_forwards"
            ),
        )
