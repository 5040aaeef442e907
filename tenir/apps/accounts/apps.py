"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class AccountsConfig(AppConfig):
    """The app `accounts`."""

    name = "tenir.apps.accounts"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.accounts.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
