"""How Django knows the app."""

from tenir import speaking


class ReportsConfig(speaking.SpeakingApp):
    """The app `reports`."""

    name = "tenir.apps.reports"
