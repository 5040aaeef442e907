"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class JournalConfig(AppConfig):
    """The app `journal`."""

    name = "tenir.apps.journal"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.journal.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
