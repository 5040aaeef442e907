"""How Django knows the app."""

from tenir import speaking


class AvailabilityConfig(speaking.SpeakingApp):
    """The app `availability`."""

    name = "tenir.apps.availability"
