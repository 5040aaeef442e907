"""Updates: what a version is, how long it is supported, how it is deployed and validated.

Clause: 2.3, 8.1, 8.4, 8.5, 8.6, 8.9, 8.12, A1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from tenir.terms.dates import day_after, epoch, local
from tenir.terms.delays import how_counted, last_midnight
from tenir.terms.errors import Refused
from tenir.terms.kinds_service import Choice, Delay, Liability, SupportWindow, VersionKinds
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms


class UnknownRelease(Refused):
    """A major version that is not in the list, or that stands in it twice."""


class UndeclaredMajor(Refused):
    """A major version without its reason, on which 2.3 depends, or without a new number."""


@dataclass(frozen=True, slots=True)
class Release:
    """A major version (fr. version majeure) and the day it came out."""

    major: str
    released_on: date


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a version is supported, and the end of its support where it is known."""

    supported: bool
    until: date | None


def support_status(
    terms: Terms, *, releases: Sequence[Release], installed: str, on: date
) -> Judgement[Support]:
    """Whether an installed major version is supported on that day, and until when.

    The latest is; the one before it for 12 months after the latest came out, that
    anniversary included, or until the day on which yet another comes out.
    Raises UnknownRelease.
    Clause: 2.3, 8.6.
    """
    held = terms.get("releases.support", SupportWindow)
    ordered = _ordered(releases, installed)
    position = next(i for i, item in enumerate(ordered) if item.major == installed)
    next_one, after_next = (
        ordered[i].released_on if i < len(ordered) else None for i in (position + 1, position + 2)
    )
    released = on >= ordered[position].released_on
    if next_one is None:
        phrase = "support.latest" if released else "support.not_released"
        found = Support(released, None)
        return Judgement(found, held.because(phrase, released, installed=installed, on=on))
    anniversary = day_after(next_one, held.term.previous_for)
    early = after_next if held.term.early == "lost_at_once" else None
    until = min(anniversary, early) if early else anniversary
    supported = released and on <= anniversary and (early is None or on < early)
    phrase = "support.not_released"
    if released and until == anniversary:
        phrase = "support.supported" if supported else "support.ended"
    elif released:
        phrase = "support.supported_early" if supported else "support.ended_early"
    reason = held.because(
        phrase, supported, installed=installed, on=on, until=until, next_one=next_one,
        months=held.term.previous_for.count,
    )  # fmt: skip
    return Judgement(Support(supported, until), reason)


def _ordered(releases: Sequence[Release], installed: str) -> list[Release]:
    ordered = sorted(releases, key=lambda item: (item.released_on, _numeric(item.major)))
    names = [item.major for item in ordered]
    if installed not in names:
        raise UnknownRelease("release.unknown", given=installed, known=", ".join(names) or "—")
    for first, second in pairwise(sorted(names)):
        if first == second:
            raise UnknownRelease("release.twice", given=first)
    return ordered


def update_mode(terms: Terms) -> Judgement[str]:
    """How updates of a product are deployed: automatic, or piloted with the client.

    Clause: 8.4, 8.5, A1.
    """
    held = terms.get("releases.mode", Choice)
    value = held.term.value
    named = terms.product_named or "—"
    return Judgement(value, held.because(f"releases.{value}", value, product=named))


def validate_by(
    terms: Terms, *, received_at: datetime, kind: str = "version"
) -> Judgement[datetime | None]:
    """The last instant to validate a new version, as the midnight that ends its day.

    The day of receipt is not counted. None for a patch: patches are not concerned.
    Clause: 8.9.
    """
    held = terms.get("releases.validation", Delay)
    if kind in held.term.waived_when:
        return Judgement(None, held.because("releases.not_concerned", None, reading=None))
    at = local(epoch(received_at), terms.zone)
    value = last_midnight(terms, after=at.date(), length=held.term.length)
    counted = how_counted(terms, held.term.length)
    return Judgement(
        value, held.because("releases.validate_by", value, counted, received_at=at, due=value)
    )


def validation_due(
    terms: Terms, *, version: str, received_at: datetime, kind: str
) -> Judgement[datetime] | None:
    """The same of a version by its name, such as “Drive 12.0”; None where nobody validates it.

    Clause: 8.9.
    """
    judged = validate_by(terms, received_at=received_at, kind=kind)
    if judged.value is None:
        return None
    inputs = {"version": version, "due": judged.value}
    reason = Reason(
        "releases.validation_due", "releases.validation_due", judged.value, ("8.9",), inputs,
        children=(judged.reason,),
    )  # fmt: skip
    return Judgement(judged.value, reason)


def validation_state(
    terms: Terms,
    *,
    received_at: datetime,
    now: datetime,
    answer: str | None = None,
    kind: str = "version",
) -> Judgement[str]:
    """validated · refused · awaited, or what silence becomes after the delay: lapsed · accepted.

    not_concerned for a patch.
    Clause: 8.9, 8.10.
    """
    held = terms.get("releases.validation", Delay)
    due = validate_by(terms, received_at=received_at, kind=kind)
    state = answer or "awaited"
    if due.value is None:
        return Judgement("not_concerned", due.reason)
    if answer is None and epoch(now) >= epoch(due.value):
        state = "lapsed" if held.term.silence == "lapses" else "accepted"
    return Judgement(state, held.because(f"validation.{state}", state, due.reason, due=due.value))


def version_kind(
    terms: Terms, *, previous: str, number: str, major: bool = False, reason: str = ""
) -> Judgement[str]:
    """patch · version · major, from the two numbers and the publisher's declaration.

    A change in the first parts of the number is a new version, anything else a patch. A major
    version is a new version first. Raises UndeclaredMajor.
    Clause: 8.1.
    """
    held = terms.get("releases.kinds", VersionKinds)
    if major and not reason.strip():
        raise UndeclaredMajor("release.major_reason")
    parts = held.term.number_parts
    changed = _numbers(previous, parts) != _numbers(number, parts)
    if major and not changed:
        raise UndeclaredMajor("release.major_number", previous=previous, number=number)
    kind: str = held.term.number_changes if changed else held.term.correction
    if major:
        kind = held.term.declared
    inputs = {"previous": previous, "number": number, "reason": reason}
    return Judgement(kind, held.because(f"version.{kind}", kind, **inputs))


def liable_for_missing_update(
    terms: Terms, *, piloted: bool, client_action_missing: bool
) -> Judgement[bool]:
    """Whether the publisher answers for an update that was not done.

    Clause: 8.12.
    """
    held = terms.get("releases.liability", Liability)
    any_piloted = held.term.lifted_for == "any_piloted_update"
    lifted = piloted and (any_piloted or client_action_missing)
    phrase = "liability.lifted" if lifted else "liability.holds"
    return Judgement(not lifted, held.because(phrase, not lifted))


def _numbers(text: str, count: int) -> list[tuple[int, str]]:
    """The first parts of a version's number; those left out are 0."""
    parts = text.split(".")[:count]
    return [_numeric(part) for part in parts + ["0"] * (count - len(parts))]


def _numeric(text: str) -> tuple[int, str]:
    """An order in which 10 comes after 9, and 01 is 1."""
    return (int(text), "") if text.isdecimal() else (-1, text)
