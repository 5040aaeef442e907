"""Acts on versions handed to clients: each one transaction."""

from __future__ import annotations

from tenir.apps.releases.answering import refuse, validate
from tenir.apps.releases.handing import make_available
from tenir.apps.releases.lapsing import settle_validations
from tenir.apps.releases.rights import AnsweredAlready, NoReason, NotConcerned, may_release
from tenir.apps.releases.withdrawing import withdraw

__all__ = [
    "AnsweredAlready",
    "NoReason",
    "NotConcerned",
    "make_available",
    "may_release",
    "refuse",
    "settle_validations",
    "validate",
    "withdraw",
]
