"""Acts: each one transaction. This is the app's door; the acts stand in the modules beside."""

from tenir.apps.maintenance.bringing import PastWorks, bring_in_works
from tenir.apps.maintenance.following import Beyond, follow
from tenir.apps.maintenance.freezing import freeze, lift
from tenir.apps.maintenance.living import begin, correct_lived, finish, prolong
from tenir.apps.maintenance.planned import Planned
from tenir.apps.maintenance.planning import (
    announce,
    change,
    plan,
    put_on_record,
    withdraw,
)
from tenir.apps.maintenance.refusals import (
    KEEPERS,
    PLANNERS,
    FaultyFreeze,
    FaultyWorks,
    WorksAgainst,
)
from tenir.apps.maintenance.repeating import Again, make_more, repeat, stop_repeating
from tenir.apps.maintenance.telling import tell_more

__all__ = [
    "KEEPERS",
    "PLANNERS",
    "Again",
    "Beyond",
    "FaultyFreeze",
    "FaultyWorks",
    "PastWorks",
    "Planned",
    "WorksAgainst",
    "announce",
    "begin",
    "bring_in_works",
    "change",
    "correct_lived",
    "finish",
    "follow",
    "freeze",
    "lift",
    "make_more",
    "plan",
    "prolong",
    "put_on_record",
    "repeat",
    "stop_repeating",
    "tell_more",
    "withdraw",
]
