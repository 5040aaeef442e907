"""How Django knows the app."""

from tenir import speaking


class PartiesConfig(speaking.SpeakingApp):
    """The app `parties`."""

    name = "tenir.apps.parties"
