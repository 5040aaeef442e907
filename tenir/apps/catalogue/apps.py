"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class CatalogueConfig(AppConfig):
    """The app `catalogue`."""

    name = "tenir.apps.catalogue"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.catalogue.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
