"""How Django knows the face."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The face `public`."""

    name = "tenir.faces.public"
    label = "face_public"
