"""How Django knows the app."""

from tenir import speaking


class AgreementsConfig(speaking.SpeakingApp):
    """The app `agreements`."""

    name = "tenir.apps.agreements"
