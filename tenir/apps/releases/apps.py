"""How Django knows the app."""

from tenir import speaking


class ReleasesConfig(speaking.SpeakingApp):
    """The app `releases`."""

    name = "tenir.apps.releases"
