"""Acts: each one transaction. This is the app's door; the acts stand in the modules beside."""

from tenir.apps.availability.correcting import correct, end_correction, take_back
from tenir.apps.availability.excluding import exclude, reverse
from tenir.apps.availability.filing import begin_file, end_file, take_helping
from tenir.apps.availability.holding import hold
from tenir.apps.availability.measuring import Record, record_measurements
from tenir.apps.availability.refusals import (
    FaultyCorrection,
    FaultyExclusion,
    FaultyRecords,
    FaultyTarget,
)
from tenir.apps.availability.resetting import change_target
from tenir.apps.availability.taking import Taken, Word, take_in
from tenir.apps.availability.targeting import NewTarget, add_target, retire_target
from tenir.apps.availability.warning import warn_of_burn

__all__ = [
    "FaultyCorrection",
    "FaultyExclusion",
    "FaultyRecords",
    "FaultyTarget",
    "NewTarget",
    "Record",
    "Taken",
    "Word",
    "add_target",
    "begin_file",
    "change_target",
    "correct",
    "end_correction",
    "end_file",
    "exclude",
    "hold",
    "record_measurements",
    "retire_target",
    "reverse",
    "take_back",
    "take_helping",
    "take_in",
    "warn_of_burn",
]
