"""How Django knows the app."""

from tenir import speaking


class MaintenanceConfig(speaking.SpeakingApp):
    """The app `maintenance`."""

    name = "tenir.apps.maintenance"
