"""How Django knows the app."""

from tenir import speaking


class NoticesConfig(speaking.SpeakingApp):
    """The app `notices`."""

    name = "tenir.apps.notices"
