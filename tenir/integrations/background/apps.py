"""How Django knows it."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class BackgroundConfig(AppConfig):
    """The background work's own tables."""

    name = "tenir.integrations.background"

    def ready(self) -> None:
        """Adds what it says to people."""
        from tenir.integrations.background.phrases import PHRASES  # noqa: PLC0415  when it is there

        learn(PHRASES)
