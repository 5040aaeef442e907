"""Quotes, orders and what they leave to invoice."""

from django.db import models


class Quote(models.Model):
    """A service sold apart, asked for, priced, then accepted or not (fr. devis).

    Amounts are in euros excl. tax. `yearly` is what an option costs each year, `amount` what is
    paid once; a quote has one, the other or both. `subject` names what gave rise to it
    ("request/1042", "release/3.2"), empty where nothing did.
    """

    class Kind(models.TextChoices):
        TMA = "tma"  # 2.6: settings and specific developments
        THIRD_PARTY_SUPPORT = "third_party_support"  # 2.6
        TRAINING = "training"  # 2.8
        USER_SUPPORT = "user_support"  # 2.8
        SETTINGS_HELP = "settings_help"  # 2.8
        ON_CALL = "on_call"  # 7.16
        OUT_OF_HOURS = "out_of_hours"  # 7.16: one operation
        HOURS = "hours"  # 7.22: paid for before they are spent
        IMPLEMENTATION = "implementation"  # 8.7: paid work that an update needs
        OTHER = "other"

    class State(models.TextChoices):
        ASKED = "asked"
        PRICED = "priced"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        EXPIRED = "expired"
        WITHDRAWN = "withdrawn"

    contract = models.ForeignKey("agreements.Contract", models.PROTECT, related_name="quotes")
    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, null=True, related_name="quotes"
    )
    kind = models.CharField(max_length=30, choices=Kind.choices)
    subject = models.CharField(max_length=120, blank=True, db_index=True)
    wish = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    offer = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    yearly = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    details = models.JSONField(default=dict)  # an option's own: the hours of an on-call service
    valid_until = models.DateField(null=True)
    priced_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "declined", "withdrawn"])
                | models.Q(priced_at__isnull=False, valid_until__isnull=False),
                name="quote_priced",
            ),
            models.CheckConstraint(
                condition=models.Q(amount=None) | models.Q(amount__gte=0), name="quote_amount"
            ),
            models.CheckConstraint(
                condition=models.Q(yearly=None) | models.Q(yearly__gte=0), name="quote_yearly"
            ),
        )
        indexes = (models.Index(fields=["state", "valid_until"], name="quote_expiry"),)

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number that people quote."""
        return f"D-{self.pk:05d}"

    @property
    def reference(self) -> str:
        """What notices, promises and the journal call it."""
        return f"quote/{self.pk}"


class Order(models.Model):
    """A quote accepted by a contact entitled to it (fr. commande): its terms as they were then."""

    quote = models.OneToOneField(Quote, models.PROTECT, related_name="order")
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    option = models.OneToOneField(
        "agreements.Option", models.PROTECT, null=True, related_name="ordered_by"
    )
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")


class BillableLine(models.Model):
    """An amount to invoice, in euros excl. tax (fr. ligne à facturer); `key` makes it once."""

    contract = models.ForeignKey(
        "agreements.Contract", models.PROTECT, related_name="billable_lines"
    )
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="lines")
    key = models.CharField(max_length=120, unique=True)
    subject = models.CharField(max_length=120, blank=True)
    label = models.CharField(max_length=300)
    kept_label = models.CharField(max_length=300, blank=True)  # its own, while that is reserved
    quantity = models.DecimalField(max_digits=10, decimal_places=2)
    unit_price = models.DecimalField(max_digits=12, decimal_places=2)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    due_on = models.DateField()
    recorded_at = models.DateTimeField()
    invoice = models.CharField(max_length=60, blank=True)
    invoiced_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(invoiced_on=None) | ~models.Q(invoice=""), name="line_invoiced"
            ),
        )
