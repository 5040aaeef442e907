"""How Django knows the face."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The face `console`."""

    name = "tenir.faces.console"
    label = "face_console"
