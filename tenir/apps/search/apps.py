"""How Django knows the app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The app `search`."""

    name = "tenir.apps.search"
