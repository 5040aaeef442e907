"""How Django knows the app."""

from tenir import speaking


class JournalConfig(speaking.SpeakingApp):
    """The app `journal`."""

    name = "tenir.apps.journal"
