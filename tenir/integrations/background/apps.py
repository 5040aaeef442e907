"""How Django knows it."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """The background work's own tables."""

    name = "tenir.integrations.background"
