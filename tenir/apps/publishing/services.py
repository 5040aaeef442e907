"""Acts: each one transaction. This is the app's door; the acts stand in the modules beside."""

from tenir.apps.publishing.publishing import Said, follow_up, publish, take_off
from tenir.apps.publishing.rights import PUBLISHERS, FaultyIncident

__all__ = ["PUBLISHERS", "FaultyIncident", "Said", "follow_up", "publish", "take_off"]
