"""Rights to a penalty, claims, credit notes, and how the publisher invoices."""

from decimal import Decimal

from django.db import models

from tenir.terms.credits import left_to_credit

NOTHING = Decimal("0.00")


class Right(models.Model):
    """What a frozen month gives a client a right to (fr. droit à pénalité); euros excl. tax.

    `amount` is `uncapped` after the cap of 5.8; `tier_rate` a percentage of `base`. A revision of
    the month writes its figures anew; where it gives no right any more, the right is withdrawn.
    `promise` is the key of what the client has to do, `frozen` the digest of what it follows from.
    """

    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="rights"
    )
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="rights")
    month = models.CharField(max_length=7)
    revision = models.PositiveIntegerField(default=1)
    frozen = models.CharField(max_length=64)
    promise = models.CharField(max_length=120)
    run = models.PositiveSmallIntegerField()
    tier_rate = models.DecimalField(max_digits=7, decimal_places=4)
    base = models.DecimalField(max_digits=12, decimal_places=2)
    uncapped = models.DecimalField(max_digits=12, decimal_places=2)
    cap = models.DecimalField(max_digits=12, decimal_places=2)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    claim_by = models.DateTimeField()
    reasons = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["subscription", "month"], name="one_right_a_month"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, amount__lte=models.F("uncapped")),
                name="right_capped",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number that people quote."""
        return f"P-{self.pk:05d}"

    @property
    def reference(self) -> str:
        """What notices and the journal call it."""
        return f"penalty/{self.pk}"

    @property
    def standing(self) -> str:
        """How it stands at the instant that `queries.rights` was asked about."""
        return str(vars(self)["stands"])

    @property
    def capped(self) -> bool:
        """Whether the cap made the amount smaller."""
        return self.amount < self.uncapped


class Claim(models.Model):
    """What a client asks for a month, in writing (fr. demande de pénalité): one for each month.

    It waits while its month is not frozen. `reasons` say why it was in time or late; `because`
    why it was refused or how an objection was ruled.
    """

    class State(models.TextChoices):
        WAITING = "waiting"  # sent early: its month is not frozen yet
        ACCEPTED = "accepted"  # in time, and a right is open: the publisher owes the credit
        REFUSED = "refused"
        OBJECTED = "objected"
        CREDITED = "credited"

    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="claims"
    )
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="claims")
    right = models.OneToOneField(Right, models.PROTECT, null=True, related_name="claim")
    month = models.CharField(max_length=7)
    state = models.CharField(max_length=10, choices=State.choices)
    words = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    in_time = models.BooleanField()
    reasons = models.JSONField(default=dict)
    because = models.TextField(blank=True)
    objection = models.TextField(blank=True)
    objected_at = models.DateTimeField(null=True)
    objected_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["subscription", "month"], name="one_claim_a_month"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["accepted", "credited"])
                | models.Q(right__isnull=False),
                name="accepted_of_a_right",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(because=""),
                name="claim_refused_with_reason",
            ),
        )

    @property
    def reference(self) -> str:
        """What notices and the journal call it."""
        return f"claim/{self.pk}"

    @property
    def amount(self) -> Decimal:
        """What its month comes to as it is stated now: nothing where the right is withdrawn."""
        right = self.right
        return right.amount if right and right.withdrawn_at is None else NOTHING

    @property
    def credited(self) -> Decimal:
        """What its credit notes come to, excl. tax."""
        return sum((note.net for note in self.credit_notes.all()), NOTHING)

    @property
    def left(self) -> Decimal:
        """What a month revised since still owes beside its credit notes.

        Clause: 5.9.
        """
        return left_to_credit(self.amount, credited=self.credited)


class PastPenalty(models.Model):
    """A penalty settled before Tenir kept the books (fr. pénalité reprise): it opens no right.

    `settled_by` is the credit note's number there, or another word for how; euros excl. tax.
    """

    reference = models.CharField(max_length=80, unique=True)
    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="past_penalties"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="past_penalties"
    )
    month = models.CharField(max_length=7)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    claimed_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subscription", "month"], name="one_past_penalty_a_month"
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="past_penalty_amount"),
        )


class Invoicing(models.Model):
    """Who issues credit notes and how they are taxed: one row, which finance keeps.

    `vat` is the treatment of a penalty that finance has chosen, empty until it has: then no credit
    note is issued. `vat_rate` is a percentage, `reason` what a note without VAT says.
    The journal and the accounts are those of the entries handed to accounting.
    """

    class Vat(models.TextChoices):
        REDUCTION = "reduction"  # a lower price: VAT is given back with it
        DAMAGES = "damages"  # an indemnity: outside the scope of VAT

    legal_name = models.CharField(max_length=200, blank=True)
    siren = models.CharField(max_length=9, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, default="FR")
    vat = models.CharField(max_length=10, choices=Vat.choices, blank=True)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    reason = models.CharField(max_length=200, blank=True)
    journal_code = models.CharField(max_length=10, default="AV")
    journal_name = models.CharField(max_length=60, default="Avoirs")
    account_net = models.CharField(max_length=20, default="709600")
    account_vat = models.CharField(max_length=20, default="445710")
    account_client = models.CharField(max_length=20, default="411000")
    changed_at = models.DateTimeField(null=True)


class Counter(models.Model):
    """The last number given of a series: its row is held while the next one is given."""

    series = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)


class CreditNote(models.Model):
    """A penalty paid (fr. avoir), numbered without a gap, never changed but for when it was paid.

    A month revised to more after its credit has one more, of the difference, for its `revision`.
    `said` is all that the document says, so that it is written again to the same bytes; `how` is
    "credit" (on the yearly fee due on `due_on`) or "refund".
    """

    number = models.CharField(max_length=20, unique=True)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="credit_notes")
    revision = models.PositiveIntegerField(default=1)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="credit_notes"
    )
    how = models.CharField(max_length=10, choices=[("credit", "credit"), ("refund", "refund")])
    due_on = models.DateField(null=True)
    net = models.DecimalField(max_digits=12, decimal_places=2)
    vat = models.DecimalField(max_digits=12, decimal_places=2)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    corrects = models.CharField(max_length=60)
    corrects_on = models.DateField()
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    said = models.JSONField()
    paid_on = models.DateField(null=True)
    paid_by = models.CharField(max_length=60, blank=True)  # the invoice or transfer that paid it

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(total=models.F("net") + models.F("vat")), name="note_adds_up"
            ),
            models.CheckConstraint(condition=models.Q(net__gte=0), name="note_gives"),
            models.UniqueConstraint(fields=["claim", "revision"], name="one_note_a_revision"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def reference(self) -> str:
        """What notices and the journal call it."""
        return f"credit_note/{self.pk}"
