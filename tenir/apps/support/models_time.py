"""Time spent, what of it is charged, and what was paid for before."""

from datetime import date

from django.db import models


class BillingTerms(models.Model):
    """How a contract's time is charged (fr. conditions de facturation du temps).

    Each entry is rounded up to `rounding` minutes and counts `minimum` at least. With
    `needs_consent`, nothing is charged that a contact did not accept; the agreement asks for none.
    """

    contract = models.OneToOneField(
        "agreements.Contract", models.PROTECT, primary_key=True, related_name="billing_terms"
    )
    hourly_rate = models.DecimalField(max_digits=9, decimal_places=2)
    out_of_hours_rate = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    rounding = models.PositiveSmallIntegerField(default=1)
    minimum = models.PositiveSmallIntegerField(default=0)
    needs_consent = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(rounding__gte=1, hourly_rate__gte=0), name="billing_terms"
            ),
        )


class TimeEntry(models.Model):
    """Time spent on a request (fr. temps passé), in real minutes and in charged ones.

    `charged` is null while nothing was announced: time that support owes is never charged.
    `charge_key` names the line to invoice, empty where prepaid hours paid for it; `rate` is what an
    hour of it was announced to cost, null of what was charged before that was kept. It is charged
    on a ground: the `ruling`, or the `quote` that the client accepted. `changed_…` say
    the last correction, or the withdrawal: what was withdrawn counts no more. The journal has what
    stood there before.
    """

    class Nature(models.TextChoices):
        QUALIFICATION = "qualification"
        ANALYSIS = "analysis"
        RESOLUTION = "resolution"

    request = models.ForeignKey("support.Request", models.PROTECT, related_name="times")
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    nature = models.CharField(max_length=20, choices=Nature.choices)
    started_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    out_of_hours = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    charged = models.PositiveIntegerField(null=True)
    prepaid = models.PositiveIntegerField(default=0)  # of the charged minutes
    charged_at = models.DateTimeField(null=True)
    charge_key = models.CharField(max_length=120, blank=True)
    rate = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    ruling = models.ForeignKey("support.Ruling", models.PROTECT, null=True, related_name="times")
    quote = models.ForeignKey("orders.Quote", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    changed_because = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["request", "started_at"], name="support_time"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(charged=None),
                name="withdrawn_uncharged",
            ),
            models.CheckConstraint(
                condition=models.Q(charged=None) | models.Q(prepaid__lte=models.F("charged")),
                name="prepaid_of_charged",
            ),
            models.CheckConstraint(
                condition=models.Q(ruling=None, quote=None)
                | models.Q(models.Q(ruling=None) | models.Q(quote=None), charged__isnull=False),
                name="charged_on_a_ground",
            ),
        )


class TimeAnnouncement(models.Model):
    """The client is told that time will be charged, before it is (fr. annonce de facturation).

    Each stands for the time begun from it to the next one. `minutes` is an estimate, `rate` and
    `out_of_hours_rate` what an hour costs, `rounding` and `minimum` how minutes are counted, null
    of what was announced before that was kept; `accepted_at` or `declined_at` is the contact's
    answer, where one came.
    """

    request = models.ForeignKey(
        "support.Request", models.PROTECT, related_name="time_announcements"
    )
    because = models.TextField()
    minutes = models.PositiveIntegerField()
    rate = models.DecimalField(max_digits=9, decimal_places=2)
    out_of_hours_rate = models.DecimalField(max_digits=9, decimal_places=2)
    rounding = models.PositiveSmallIntegerField(null=True)
    minimum = models.PositiveSmallIntegerField(null=True)
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")


class Prepaid(models.Model):
    """Hours paid for before they are spent (fr. heures prépayées).

    `alerted_at`: when the client was told that those that are left expire soon.
    """

    contract = models.ForeignKey(
        "agreements.Contract", models.PROTECT, related_name="prepaid_hours"
    )
    key = models.CharField(max_length=120, unique=True)
    minutes = models.PositiveIntegerField()
    spent = models.PositiveIntegerField(default=0)
    bought_on = models.DateField()
    expires_on = models.DateField(null=True)
    alerted_at = models.DateTimeField(null=True)

    def left_on(self, on: date) -> int:
        """The minutes that are left on that day: none before they are bought, or once expired."""
        lives = self.bought_on <= on and (self.expires_on is None or on <= self.expires_on)
        return self.minutes - self.spent if lives else 0

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(spent__lte=models.F("minutes")), name="prepaid_spent"
            ),
        )


class PrepaidAlert(models.Model):
    """What the client was last told of a contract's prepaid hours (fr. alerte sur les heures).

    `full` is what was left after the last purchase, in minutes; `level` how far down the balance
    was when it was last looked at, on `judged_on`; `told` counts what was told.
    """

    class Level(models.TextChoices):
        ENOUGH = ""
        LOW = "low"
        EMPTY = "empty"

    contract = models.OneToOneField(
        "agreements.Contract", models.PROTECT, primary_key=True, related_name="prepaid_alert"
    )
    full = models.PositiveIntegerField(default=0)
    level = models.CharField(max_length=10, choices=Level.choices, blank=True)
    told = models.PositiveIntegerField(default=0)
    judged_on = models.DateField()
