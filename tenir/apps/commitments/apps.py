"""How Django knows the app."""

from tenir import speaking


class CommitmentsConfig(speaking.SpeakingApp):
    """The app `commitments`."""

    name = "tenir.apps.commitments"
