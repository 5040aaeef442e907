"""How Django knows the app."""

from tenir import speaking


class DocumentsConfig(speaking.SpeakingApp):
    """The app `documents`."""

    name = "tenir.apps.documents"
