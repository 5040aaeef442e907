"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class AgreementsConfig(AppConfig):
    """The app `agreements`."""

    name = "tenir.apps.agreements"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.agreements.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
