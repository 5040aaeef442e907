"""A month so far, in words: what is left of its margin, and what a miss would cost.

Clause: 5.1, 5.2, 5.6.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tenir.apps.availability.queries import Elsewhere, Standing
from tenir.terms import phrases
from tenir.terms.reasons import Judgement
from tenir.ui.contract_words import ENVIRONMENTS
from tenir.ui.language import language


@dataclass(frozen=True)
class Shown:
    """A subscription's month so far, as a page says it; `it` is the subscription."""

    it: Any
    state: str
    named: str
    promised: str
    left: str
    counted: str
    unmeasured: str
    error: str
    stake: str
    why: tuple[str, ...]


def shown(found: Standing) -> Shown:
    """One month so far, in the reader's words."""
    said, left = language(), found.margin.value
    amount = "—" if found.stake is None else phrases.money(found.stake.value.amount, said)
    told: list[Judgement[Any]] = [
        found.margin,
        found.error,
        *([] if found.stake is None else [found.stake]),
    ]
    state, missed = _state(found), left.left_seconds < 0
    return Shown(
        it=found.subscription,
        state=state, named=_named(state), promised=phrases.percent(found.promised, said),
        left=_("Missed by %s") % _lasting(-left.left_seconds) if missed
        else _lasting(left.left_seconds),
        counted=_lasting(left.counted_seconds),
        unmeasured=_lasting(found.unmeasured) if found.unmeasured else "—",
        error=_lasting(found.error.value) if found.error.value else "—",
        stake=amount,
        why=tuple(phrases.typeset(each.reason.sentence(said), said) for each in told),
    )  # fmt: skip


def _state(found: Standing) -> str:
    """How it stands: nothing is said to be kept that nobody measured."""
    left = found.margin.value
    if left.left_seconds < 0:
        return "missed"
    if found.unmeasured == found.elapsed:
        return "unmeasured"
    return "risk" if 2 * left.left_seconds < left.allowed_seconds else "kept"


def _named(state: str) -> str:
    """What a month under way is called."""
    return {
        "missed": _("Missed"), "unmeasured": _("Not measured"),
        "risk": _("Over half used"), "kept": _("Within the target"),
    }[state]  # fmt: skip


def all_shown(found: Iterable[Standing]) -> list[Shown]:
    """Several of them, the one with the least left first."""
    return [shown(one) for one in sorted(found, key=lambda one: one.margin.value.left_seconds)]


def elsewhere(found: Iterable[Elsewhere]) -> list[tuple[Elsewhere, Any, str]]:
    """The environments that never count: each with its name, and how long it was down."""
    return [
        (one, ENVIRONMENTS.get(one.target.environment, one.target.environment),
         _lasting(one.down_seconds))
        for one in found
    ]  # fmt: skip


def _lasting(seconds: int) -> str:
    return phrases.duration(seconds, language())
