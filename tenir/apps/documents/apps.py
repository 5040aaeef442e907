"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class DocumentsConfig(AppConfig):
    """The app `documents`."""

    name = "tenir.apps.documents"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.documents.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
