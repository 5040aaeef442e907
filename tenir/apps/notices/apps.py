"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class NoticesConfig(AppConfig):
    """The app `notices`."""

    name = "tenir.apps.notices"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.notices.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
