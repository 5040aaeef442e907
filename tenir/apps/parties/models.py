"""Clients, their contacts, and what waits to change about the main one."""

from django.db import models
from django.db.models.functions import Lower

from tenir.viewer import ClientRole


class Client(models.Model):
    """A customer of the publisher (fr. client).

    Its contacts confirm their details every `confirm_every` months; `confirm_by` is the next time.
    """

    organisation = models.OneToOneField("accounts.Organisation", models.PROTECT, primary_key=True)
    number = models.CharField(max_length=40, unique=True)
    legal_name = models.CharField(max_length=200)
    siren = models.CharField(max_length=9, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    address = models.TextField(blank=True)
    country = models.CharField(max_length=2, default="FR")  # ISO 3166-1
    language = models.CharField(max_length=2, default="fr", choices=[("fr", "fr"), ("en", "en")])
    time_zone = models.CharField(max_length=50, default="Europe/Paris")
    confirm_every = models.PositiveSmallIntegerField(default=6)
    confirm_by = models.DateTimeField(null=True, db_index=True)
    reminded_of = models.DateTimeField(null=True)  # the `confirm_by` that a reminder was owed for

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(confirm_every__gte=1), name="confirm_every"),
        )

    def __str__(self) -> str:
        return self.organisation.name


class Contact(models.Model):
    """Someone designated to speak for a client (fr. contact désigné).

    `email` is the address that the client declared: it need not be the one the person signs in
    with. `person` is None until they are given an account.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="contacts")
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    telephone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="fr", choices=[("fr", "fr"), ("en", "en")])
    main = models.BooleanField(default=False)
    designated_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    flagged_because = models.CharField(max_length=200, blank=True)
    flagged_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)  # who they were is no longer known

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["client"],
                condition=models.Q(main=True, removed_at__isnull=True),
                name="one_main_contact",
            ),
            models.UniqueConstraint(
                "client",
                Lower("email"),
                condition=models.Q(removed_at__isnull=True),
                name="one_contact_an_address",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def role(self) -> ClientRole:
        """What a contact may do in Tenir."""
        return ClientRole.MAIN_CONTACT if self.main else ClientRole.CONTACT


class ContactChange(models.Model):
    """A change about the main contact, which waits for a signed document and for staff.

    `asked` holds the new name, e-mail and telephone, those that change; `successor` is the contact
    who becomes the main one, where that is the change. A client has one in progress at most.
    """

    class State(models.TextChoices):
        AWAITING_SIGNATURE = "awaiting_signature"
        AWAITING_VERIFICATION = "awaiting_verification"
        APPLIED = "applied"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    OPEN = (State.AWAITING_SIGNATURE, State.AWAITING_VERIFICATION)

    client = models.ForeignKey(Client, models.PROTECT, related_name="changes")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="changes")
    successor = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    asked = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    state = models.CharField(max_length=25, choices=State.choices, default=State.AWAITING_SIGNATURE)
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True)
    signatory_name = models.CharField(max_length=200, blank=True)
    signatory_title = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)  # when the signed document was handed in
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refused_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["client"],
                condition=models.Q(state__in=["awaiting_signature", "awaiting_verification"]),
                name="one_change_in_progress",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["awaiting_signature", "withdrawn"])
                | models.Q(document__isnull=False) & ~models.Q(signatory_title=""),
                name="decided_on_a_document",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(refused_because=""),
                name="refused_with_reason",
            ),
        )
