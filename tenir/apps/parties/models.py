"""Clients and contacts."""

from django.db import models


class Client(models.Model):
    """A customer of the publisher (fr. client)."""

    organisation = models.OneToOneField("accounts.Organisation", models.PROTECT, primary_key=True)
    number = models.CharField(max_length=40, unique=True)
    legal_name = models.CharField(max_length=200)
    siren = models.CharField(max_length=9, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    address = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="fr")
    time_zone = models.CharField(max_length=50, default="Europe/Paris")

    def __str__(self) -> str:
        return self.organisation.name


class Contact(models.Model):
    """Someone designated to speak for a client (fr. interlocuteur désigné)."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="contacts")
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    telephone = models.CharField(max_length=40, blank=True)
    main = models.BooleanField(default=False)
    designated_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    flagged_because = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["client"],
                condition=models.Q(main=True, removed_at__isnull=True),
                name="one_main_contact",
            ),
        )

    def __str__(self) -> str:
        return self.name
