"""How Django knows the app."""

from django.apps import AppConfig

from tenir.terms.phrases import learn


class OrdersConfig(AppConfig):
    """The app `orders`."""

    name = "tenir.apps.orders"

    def ready(self) -> None:
        """Adds what the app says to people."""
        from tenir.apps.orders.phrases import PHRASES  # noqa: PLC0415  when the app is there

        learn(PHRASES)
