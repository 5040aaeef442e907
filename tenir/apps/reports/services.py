"""Acts: each one transaction. This is the app's door; the acts stand in the modules beside."""

from tenir.apps.reports.closing import Closed, close_month, close_months
from tenir.apps.reports.freezing import (
    CannotFreeze,
    NoReason,
    freeze_client,
    freeze_month,
    revise,
)
from tenir.apps.reports.replaying import ask_replay, judge_replay
from tenir.apps.reports.unasked import ask_every_month, send_reports

__all__ = [
    "CannotFreeze",
    "Closed",
    "NoReason",
    "ask_every_month",
    "ask_replay",
    "close_month",
    "close_months",
    "freeze_client",
    "freeze_month",
    "judge_replay",
    "revise",
    "send_reports",
]
