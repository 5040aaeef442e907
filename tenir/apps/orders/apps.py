"""How Django knows the app."""

from tenir import speaking


class OrdersConfig(speaking.SpeakingApp):
    """The app `orders`."""

    name = "tenir.apps.orders"
