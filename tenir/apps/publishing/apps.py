"""How Django knows the app."""

from tenir import speaking


class PublishingConfig(speaking.SpeakingApp):
    """The app `publishing`."""

    name = "tenir.apps.publishing"
