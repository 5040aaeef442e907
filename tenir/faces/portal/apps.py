"""How Django knows the face."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The face `portal`."""

    name = "tenir.faces.portal"
    label = "face_portal"
