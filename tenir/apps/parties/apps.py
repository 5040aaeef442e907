"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class PartiesConfig(AppConfig):
    """The app `parties`."""

    name = "tenir.apps.parties"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.parties.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
