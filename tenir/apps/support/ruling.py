"""What support does not cover: ruled with evidence, seen and contested by the client, reversible.

Clause: 2.2, 2.6, 2.8, 7.16, 7.21.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tenir.apps.availability import services as availability
from tenir.apps.orders import services as orders
from tenir.apps.orders.queries import Quote
from tenir.apps.support.charging import give_back
from tenir.apps.support.clocking import history_of
from tenir.apps.support.happening import acted, happened, locked
from tenir.apps.support.models import Request, Ruling
from tenir.apps.support.rights import must_answer, speaks
from tenir.apps.support.states import moved
from tenir.apps.support.telling import tell, tell_staff
from tenir.terms.errors import Refused
from tenir.terms.support_history import Happened, awaited
from tenir.viewer import NotSeen, Viewer

# The five exclusions of the scope, then the six of support, in the agreement's order.
REASONS: Mapping[str, str] = {
    "on_premise_or_other_hosting": "2.2a",
    "other_product": "2.2b",
    "settings_and_customisation": "2.2c",
    "specific_development": "2.2d",
    "client_environment_specific": "2.2e",
    "non_production": "7.21a",
    "settings_or_client_specifics": "7.21b",
    "client_did_not_supply": "7.21c",
    "against_documentation": "7.21d",
    "unauthorised_support_intervention": "7.21e",
    "client_environment_failure": "7.21f",
}


# Those that may also be why the product was down (5.5).
CAUSES: Mapping[str, str] = {
    "client_environment_specific": "client_environment",
    "client_environment_failure": "client_environment",
    "non_production": "other_environment",
    "against_documentation": "documentation",
    "unauthorised_support_intervention": "intervention",
}


class FaultyRuling(Refused):
    """A ruling that cannot be made, contested or taken back as it is told."""


@transaction.atomic
def rule_out(request: int, *, reason: str, evidence: str, actor: Viewer, at: datetime) -> Ruling:
    """A named person rules that support does not cover the request; the client reads why.

    Clause: 2.1, 2.2, 7.21.
    """
    must_answer(actor)
    found = locked(request, actor)
    if reason not in REASONS:
        raise FaultyRuling("requests.unknown_word", given=reason[:60], known=", ".join(REASONS))
    if not evidence.strip():
        raise FaultyRuling("requests.no_evidence")
    moved(found, "rule_out")
    if found.rulings.filter(reversed_at=None).exists():
        raise FaultyRuling("requests.ruled_already", number=found.number)
    ruled = Ruling.objects.create(
        request=found, reason=reason, evidence=evidence.strip(), decided_by_id=actor.person,
        decided_at=at,
    )  # fmt: skip
    _suggest(found, reason, ruled.evidence, actor=actor, at=at)
    facts = {"reason": reason, "clause": REASONS[reason], "ruling": ruled.pk}
    acted(found, "rule_out", actor=actor, at=at, text=ruled.evidence, facts=facts)
    tell(
        found, "ruled_out", actor=actor, at=at, text=ruled.evidence,
        reason=[reason], clause=REASONS[reason],
    )  # fmt: skip
    return ruled


def _suggest(found: Request, reason: str, evidence: str, *, actor: Viewer, at: datetime) -> None:
    """What support ruled may be why the product was down: then an exclusion is proposed (5.5).

    Clause: 5.5.
    """
    if reason in CAUSES and found.subscription_id and found.recorded_at and not found.restricted:
        told = availability.Suggested(CAUSES[reason], evidence, found.number)
        availability.suggest_cause(
            subscription=found.subscription_id, during=found.recorded_at, told=told, actor=actor,
            at=at,
        )  # fmt: skip


@transaction.atomic
def contest_ruling(request: int, *, because: str, actor: Viewer, at: datetime) -> Ruling:
    """A contact says that the ruling is wrong: another look is owed, the request stays as it is.

    Clause: 2.2, 7.21.
    """
    found = locked(request, actor)
    speaks(found, actor)
    ruled = _standing(found)
    if not because.strip():
        raise FaultyRuling("requests.no_reason")
    ruled.contested_at, ruled.contested_by_id = at, actor.person
    ruled.contested_because = because.strip()
    ruled.save()
    happened(found, "contested", actor=actor, at=at, text=because, facts={"ruling": ruled.pk})
    tell_staff(found, "message_staff", actor=actor, at=at, text=ruled.contested_because)
    return ruled


@transaction.atomic
def reverse_ruling(request: int, *, because: str, actor: Viewer, at: datetime) -> Ruling:
    """The ruling is taken back: it never held, and never stopped the clock. Both stay on record.

    What the request waited for when it was ruled out, it waits for again.
    Clause: 2.2, 7.21.
    """
    must_answer(actor)
    found = locked(request, actor)
    ruled = _standing(found)
    if not because.strip():
        raise FaultyRuling("requests.no_reason")
    ruled.reversed_at, ruled.reversed_by_id = at, actor.person
    ruled.reversed_because = because.strip()
    ruled.save()
    give_back(ruled, actor=actor, at=at)
    acted(
        found, "reinstate", actor=actor, at=at, text=because, facts={"ruling": ruled.pk},
        awaited=_awaited_again(found, at),
    )  # fmt: skip
    tell(found, "changed", actor=actor, at=at, text=ruled.reversed_because)
    return ruled


@transaction.atomic
def park(request: int, *, kind: str, because: str, actor: Viewer, at: datetime) -> Quote:
    """What is not covered without an order waits for a quote, never lost; its clock waits with it.

    `kind` is that of the quote: settings and developments, training, out-of-hours work…
    Clause: 2.6, 2.8, 7.16.
    """
    must_answer(actor)
    found = locked(request, actor)
    if not because.strip():
        raise FaultyRuling("requests.no_reason")
    if found.subscription is None:
        raise FaultyRuling("requests.no_product")
    quote = orders.ask(
        found.subscription.contract, kind, wish=f"{found.number} : {found.title}\n\n{because}",
        subscription=found.subscription, subject=found.subject, actor=actor, at=at,
    )  # fmt: skip
    found.quote = quote
    acted(found, "park", actor=actor, at=at, text=because, facts={"quote": quote.pk, "kind": kind})
    tell(found, "changed", actor=actor, at=at, text=because)
    return quote


@transaction.atomic
def unpark(request: int, *, because: str = "", actor: Viewer, at: datetime) -> Request:
    """The request goes on: its quote was accepted, or it turned out to be covered.

    Clause: 2.6, 7.16.
    """
    must_answer(actor)
    found = locked(request, actor)
    ordered = found.quote is not None and found.quote.state == Quote.State.ACCEPTED
    if not ordered and not because.strip():
        raise FaultyRuling("requests.not_ordered", number=found.quote and found.quote.number)
    acted(found, "unpark", actor=actor, at=at, text=because, facts={"ordered": ordered})
    tell(found, "changed", actor=actor, at=at, text=because)
    return found


def _awaited_again(found: Request, at: datetime) -> frozenset[str]:
    return awaited([*history_of(found), Happened("reinstated", at)])


def _standing(found: Request) -> Ruling:
    ruled = found.rulings.filter(reversed_at=None).first()
    if ruled is None:
        raise NotSeen("requests.no_ruling")
    return ruled
