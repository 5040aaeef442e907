"""How Django knows the app."""

from tenir import speaking


class SupportConfig(speaking.SpeakingApp):
    """The app `support`."""

    name = "tenir.apps.support"
