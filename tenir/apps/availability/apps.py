"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class AvailabilityConfig(AppConfig):
    """The app `availability`."""

    name = "tenir.apps.availability"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.availability.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
