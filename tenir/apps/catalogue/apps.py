"""How Django knows the app."""

from tenir import speaking


class CatalogueConfig(speaking.SpeakingApp):
    """The app `catalogue`."""

    name = "tenir.apps.catalogue"
