"""Who asked to be told of what everyone may read."""

from __future__ import annotations

from django.db import models


class Subscriber(models.Model):
    """An address that asked to be told of public incidents (fr. abonné de la page).

    It is told once it has confirmed, by the link that it alone was sent; with a `url`, that program
    is told in its place. `token` is in that link and in the one to leave by.
    """

    email = models.EmailField(max_length=254)
    url = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, choices=[("fr", "fr"), ("en", "en")])
    token = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    endpoint = models.ForeignKey("notices.WebhookEndpoint", models.SET_NULL, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["email", "url"], name="one_subscriber_an_address"),
        )

    def __str__(self) -> str:
        return f"subscriber/{self.pk}"


class Spread(models.Model):
    """How far a step of works was told to those who follow the page; one row each."""

    step = models.OneToOneField("maintenance.Step", models.PROTECT, related_name="+")
    spread_to = models.BigIntegerField(default=0)  # the last subscriber told
    spread_at = models.DateTimeField(null=True)  # when all of them were
