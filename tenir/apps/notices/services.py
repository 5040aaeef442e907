"""Acts: each one transaction. This is the app's door; the acts stand in the modules beside."""

from tenir.apps.notices.owing import Recipient, channels_for, owe

__all__ = ["Recipient", "channels_for", "owe"]
