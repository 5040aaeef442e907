"""How Django knows the face."""

from tenir import speaking


class ApiConfig(speaking.SpeakingApp):
    """The face `api`, with the tables that let a program repeat itself and that count its calls."""

    name = "tenir.faces.api"
    label = "face_api"
