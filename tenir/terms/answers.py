"""For each rule that can be asked: the shape of its question, and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tenir.terms import (
    backups,
    contacts,
    crisis,
    evolution,
    maintenance,
    penalties,
    releases,
    shapes,
    support,
    working_time,
)
from tenir.terms.answers_availability import (
    closures_of,
    of_availability,
    of_claim,
    of_penalty,
    of_platform,
    of_window,
)
from tenir.terms.calendars import Calendar, calendar_of
from tenir.terms.dates import epoch, instant_of
from tenir.terms.errors import Refused
from tenir.terms.hours_read import read_hours
from tenir.terms.opening import calendar_reason, named_calendar
from tenir.terms.pieces import BadQuestion
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms


@dataclass(frozen=True)
class Rule:
    """A rule that can be asked; `answer` gives its value in plain or exact types."""

    shape: type[shapes.Question]
    answer: Callable[[Terms, Any], Judgement[Any]]


def _working_time(terms: Terms, asked: shapes.WorkingTime) -> Judgement[Any]:
    calendar, why = _calendar(terms, asked.calendar)
    inputs: dict[str, Any] = {"start": calendar.local(epoch(asked.start))}
    if asked.end is not None:
        value: Any = working_time.elapsed(
            calendar, start=asked.start, end=asked.end, pauses=asked.pauses
        )
        phrase, inputs["end"] = "working_time.elapsed", calendar.local(epoch(asked.end))
    else:
        seconds = asked.seconds or 0
        value = working_time.due(calendar, start=asked.start, seconds=seconds, pauses=asked.pauses)
        phrase, inputs["seconds"] = "working_time.due", seconds
    clauses = why[0].clauses if why else ()
    return Judgement(value, Reason("working-time", phrase, value, clauses, inputs, children=why))


def _calendar(terms: Terms, given: str | dict[str, Any]) -> tuple[Calendar, tuple[Reason, ...]]:
    """The calendar asked for; one of the agreement's comes with its clause and its doubts."""
    known = terms.agreement.convention.calendars
    if isinstance(given, dict):
        try:
            return calendar_of(read_hours(given)), ()
        except Refused as refused:
            raise refused.at("calendar") from None
    if given not in known:
        raise BadQuestion("calendar.name", "calendar", given=given, known=", ".join(known))
    return named_calendar(terms, given), (calendar_reason(terms, given),)


def _priority(terms: Terms, asked: shapes.PriorityOf) -> Judgement[Any]:
    return support.priority(terms, impact=asked.impact, urgency=asked.urgency)


def _response_due(terms: Terms, asked: shapes.ResponseDueOf) -> Judgement[Any]:
    judged = support.response_due(
        terms,
        recorded_at=asked.recorded_at,
        impact=asked.impact,
        urgency=asked.urgency,
        pauses=asked.pauses,
        closures=closures_of(asked.closures),
        requalified=[support.Requalified(r.at, r.impact, r.urgency) for r in asked.requalified],
    )
    value = {"p1_due": judged.value.p1_due, "all_due": judged.value.all_due}
    return Judgement(value, judged.reason)


def _response_stop(terms: Terms, asked: shapes.ResponseStopOf) -> Judgement[Any]:
    return support.stopped_at(
        terms, taken_in_charge_at=asked.taken_in_charge_at, answered_at=asked.answered_at
    )


def _telephone(terms: Terms, asked: shapes.TelephoneOf) -> Judgement[Any]:
    judged = support.telephone(terms, at=asked.at, closures=closures_of(asked.closures))
    found = judged.value
    value = {"open": found.open, "until": found.until, "opens_at": found.opens_at}
    return Judgement(value, judged.reason)


def _admission(terms: Terms, asked: shapes.AdmissionOf) -> Judgement[Any]:
    return support.admitted(terms, reproducible_anomaly=asked.reproducible_anomaly)


def _retention(terms: Terms, asked: shapes.RetentionOf) -> Judgement[Any]:
    """Answers in the copies' own words, so that a caller finds each instant that it gave.

    Copies of one second share their fate: a fraction of a second is dropped.
    """
    copies = [instant_of(text) for text in asked.copies]
    said: dict[int, list[str]] = {}
    for at, text in sorted(zip(copies, asked.copies, strict=True)):
        said.setdefault(epoch(at), []).append(text)
    judged = backups.retention(terms, copies=copies, now=asked.now)
    known = [(text, copy) for copy in judged.value for text in said[epoch(copy.at)]]
    value = {
        "keep": [text for text, copy in known if copy.kept],
        "expires": {text: copy.expires_at for text, copy in known if copy.expires_at},
    }
    return Judgement(value, judged.reason)


def _rpo(terms: Terms, asked: shapes.RpoOf) -> Judgement[Any]:
    judged = backups.recovery_point(terms, copies=asked.copies, start=asked.from_, end=asked.to)
    breaches = [
        {"from": gap.from_at, "to": gap.to_at, "gap_seconds": gap.gap_seconds}
        for gap in judged.value.breaches
    ]
    value = {"worst_gap_seconds": judged.value.worst_gap_seconds, "breaches": breaches}
    return Judgement(value, judged.reason)


def _support_status(terms: Terms, asked: shapes.SupportStatusOf) -> Judgement[Any]:
    judged = releases.support_status(
        terms,
        releases=[releases.Release(str(r.major), r.released_on) for r in asked.releases],
        installed=str(asked.installed),
        on=asked.on,
    )
    value = {"supported": judged.value.supported, "until": judged.value.until}
    return Judgement(value, judged.reason)


def _contact(terms: Terms, asked: shapes.ContactOf) -> Judgement[Any]:
    if asked.act == "start":
        return contacts.may_start(terms, contacts=asked.contacts)
    ask = contacts.may_open if asked.act == "open" else contacts.may_remove
    return ask(terms, person=asked.person, contacts=asked.contacts)


def _version_kind(terms: Terms, asked: shapes.VersionKindOf) -> Judgement[Any]:
    return releases.version_kind(
        terms, previous=asked.previous, number=asked.number, major=asked.major, reason=asked.reason
    )


def _liability(terms: Terms, asked: shapes.LiabilityOf) -> Judgement[Any]:
    return releases.liable_for_missing_update(
        terms, piloted=asked.piloted, client_action_missing=asked.client_action_missing
    )


def _validation(terms: Terms, asked: shapes.ValidationOf) -> Judgement[Any]:
    return releases.validation_state(
        terms, received_at=asked.received_at, now=asked.now, answer=asked.answer, kind=asked.kind
    )


def _review_actions(terms: Terms, asked: shapes.ActionsOf) -> Judgement[Any]:
    actions = [crisis.ReviewAction(piece.due_on, piece.closed_on) for piece in asked.actions]
    judged = crisis.actions_closed(terms, actions=actions, on=asked.on)
    return Judgement(asdict(judged.value), judged.reason)


ANSWERS: Mapping[str, Rule] = {
    "working-time": Rule(shapes.WorkingTime, _working_time),
    "availability": Rule(shapes.AvailabilityOf, of_availability),
    "platform": Rule(shapes.PlatformOf, of_platform),
    "penalty": Rule(shapes.PenaltyOf, of_penalty),
    "claim": Rule(shapes.ClaimOf, of_claim),
    "claim-by": Rule(
        shapes.ClaimByOf,
        lambda t, q: penalties.claim_by(t, month=q.month, closures=closures_of(q.closures)),
    ),
    "window": Rule(shapes.WindowOf, of_window),
    "notice-due": Rule(
        shapes.NoticeDueOf,
        lambda t, q: maintenance.notice_due(
            t, starts_at=q.starts_at, closures=closures_of(q.closures)
        ),
    ),
    "priority": Rule(shapes.PriorityOf, _priority),
    "response-due": Rule(shapes.ResponseDueOf, _response_due),
    "response-stop": Rule(shapes.ResponseStopOf, _response_stop),
    "telephone": Rule(shapes.TelephoneOf, _telephone),
    "admission": Rule(shapes.AdmissionOf, _admission),
    "retention": Rule(shapes.RetentionOf, _retention),
    "rpo": Rule(shapes.RpoOf, _rpo),
    "validate-by": Rule(
        shapes.ValidateByOf,
        lambda t, q: releases.validate_by(t, received_at=q.received_at, kind=q.kind),
    ),
    "validation": Rule(shapes.ValidationOf, _validation),
    "effective": Rule(
        shapes.EffectiveOf,
        lambda t, q: evolution.effective(t, notified_at=q.notified_at, reason=q.reason),
    ),
    "support-status": Rule(shapes.SupportStatusOf, _support_status),
    "update-mode": Rule(shapes.UpdateModeOf, lambda t, _: releases.update_mode(t)),
    "version-kind": Rule(shapes.VersionKindOf, _version_kind),
    "liability": Rule(shapes.LiabilityOf, _liability),
    "contact": Rule(shapes.ContactOf, _contact),
    "signature": Rule(
        shapes.SignatureOf,
        lambda t, q: contacts.needs_signature(t, main=q.main, changed=q.changed),
    ),
    "channels": Rule(shapes.ChannelsOf, lambda t, q: contacts.channels(t, priority=q.priority)),
    "incident-times": Rule(shapes.IncidentOf, lambda t, q: crisis.incident_times(t, marks=q.marks)),
    "review-actions": Rule(shapes.ActionsOf, _review_actions),
    "legal-clocks": Rule(shapes.IncidentOf, lambda t, q: crisis.legal_clocks(t, marks=q.marks)),
}
