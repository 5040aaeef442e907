"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class ReportsConfig(AppConfig):
    """The app `reports`."""

    name = "tenir.apps.reports"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.reports.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
