"""How Django knows it."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, styles and words that every face shares."""

    name = "tenir.ui"
