"""Acts: each one transaction. This is the app's door; the acts stand in the modules beside."""

from tenir.apps.availability.bringing import PastOutage, bring_in_outages
from tenir.apps.availability.correcting import correct, end_correction, take_back
from tenir.apps.availability.excluding import exclude, reverse
from tenir.apps.availability.filing import begin_file, end_file, take_helping
from tenir.apps.availability.holding import hold
from tenir.apps.availability.lasting import let_outages_last
from tenir.apps.availability.measuring import Record, record_measurements
from tenir.apps.availability.overruns import follow_works
from tenir.apps.availability.proposing import (
    NewCause,
    Suggested,
    accept_cause,
    decline_cause,
    propose_again,
    suggest_cause,
    tell_cause,
)
from tenir.apps.availability.refusals import (
    CauseDecided,
    FaultyCause,
    FaultyCorrection,
    FaultyExclusion,
    FaultyRecords,
    FaultyTarget,
)
from tenir.apps.availability.reserving import restrict, unrestrict
from tenir.apps.availability.resetting import change_target
from tenir.apps.availability.taking import Taken, Word, take_in
from tenir.apps.availability.targeting import NewTarget, add_target, retire_target
from tenir.apps.availability.warning import warn_of_burn

__all__ = [
    "CauseDecided",
    "FaultyCause",
    "FaultyCorrection",
    "FaultyExclusion",
    "FaultyRecords",
    "FaultyTarget",
    "NewCause",
    "NewTarget",
    "PastOutage",
    "Record",
    "Suggested",
    "Taken",
    "Word",
    "accept_cause",
    "add_target",
    "begin_file",
    "bring_in_outages",
    "change_target",
    "correct",
    "decline_cause",
    "end_correction",
    "end_file",
    "exclude",
    "follow_works",
    "hold",
    "let_outages_last",
    "propose_again",
    "record_measurements",
    "restrict",
    "retire_target",
    "reverse",
    "suggest_cause",
    "take_back",
    "take_helping",
    "take_in",
    "tell_cause",
    "unrestrict",
    "warn_of_burn",
]
