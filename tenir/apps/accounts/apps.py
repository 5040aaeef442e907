"""How Django knows the app."""

from tenir import speaking


class AccountsConfig(speaking.SpeakingApp):
    """The app `accounts`."""

    name = "tenir.apps.accounts"
