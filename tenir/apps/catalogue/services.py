"""Acts on the catalogue: each one transaction."""

from __future__ import annotations

from tenir.apps.catalogue.acts_prerequisites import (
    FaultyPrerequisites,
    Needed,
    acknowledge_prerequisites,
    ask_acknowledgement,
    ask_on_subscribing,
    publish_prerequisites,
)
from tenir.apps.catalogue.acts_updates import attach_update_file, withdraw_update_file
from tenir.apps.catalogue.acts_versions import (
    FaultyConditions,
    VersionTaken,
    add_module,
    release_version,
    state_conditions,
    withdraw_module,
)
from tenir.apps.catalogue.findable import findables
from tenir.apps.catalogue.loading import Loaded, load_catalogue

__all__ = [
    "FaultyConditions",
    "FaultyPrerequisites",
    "Loaded",
    "Needed",
    "VersionTaken",
    "acknowledge_prerequisites",
    "add_module",
    "ask_acknowledgement",
    "ask_on_subscribing",
    "attach_update_file",
    "findables",
    "load_catalogue",
    "publish_prerequisites",
    "release_version",
    "state_conditions",
    "withdraw_module",
    "withdraw_update_file",
]
