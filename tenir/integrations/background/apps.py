"""How Django knows it."""

from tenir import speaking


class BackgroundConfig(speaking.SpeakingApp):
    """The background work's own tables."""

    name = "tenir.integrations.background"
