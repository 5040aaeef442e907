"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class MaintenanceConfig(AppConfig):
    """The app `maintenance`."""

    name = "tenir.apps.maintenance"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.maintenance.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
