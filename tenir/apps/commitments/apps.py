"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class CommitmentsConfig(AppConfig):
    """The app `commitments`."""

    name = "tenir.apps.commitments"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.commitments.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
