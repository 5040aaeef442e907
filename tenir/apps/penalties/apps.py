"""How Django knows the app."""

from tenir import speaking


class PenaltiesConfig(speaking.SpeakingApp):
    """The app `penalties`."""

    name = "tenir.apps.penalties"
