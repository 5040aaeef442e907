"""Requests that belong together, or apart; requests passed on; requests kept from view."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue.queries import Software
from tenir.apps.support.clocking import terms_for
from tenir.apps.support.happening import acted, happened, locked
from tenir.apps.support.models import HandOver, Link, Request, State
from tenir.apps.support.opening import open_request
from tenir.apps.support.restricting import kept_from_view, shown_again
from tenir.apps.support.rights import SECURITY, must_answer
from tenir.apps.support.states import DONE, joined, may, moved
from tenir.apps.support.telling import tell
from tenir.terms.errors import Refused
from tenir.terms.reasons import Judgement
from tenir.terms.third_party import Promised, answer_due
from tenir.viewer import NotAllowed, NotSeen, Viewer


class FaultyJoin(Refused):
    """Requests that cannot be joined, parted or passed on as it is told."""


@transaction.atomic
def merge(request: int, *, into: int, actor: Viewer, at: datetime) -> Request:
    """A request goes on in another one of the same client, by the clock that runs and is due first.

    Its words stay where they are; who followed it follows the other, and who asked it without an
    account hears of the other (telling.py). A merge suspends no clock, and stops one only where the
    other is in charge (7.8); what the request waited for the other waits for. In a request that is
    over it could not go on: nobody would see it in the queue. Merged into one that is restricted,
    it is too: it is the same matter.
    Clause: 7.7, 7.8, 7.13.
    """
    must_answer(actor)
    first, second = sorted((request, into))
    both = {pk: locked(pk, actor) for pk in (first, second)}
    found, other = both[request], both[into]
    if request == into or found.client_id != other.client_id:
        raise FaultyJoin("requests.other_client")
    if other.state in {State.DRAFT, State.MERGED}:
        raise FaultyJoin("requests.not_now", number=other.number, state=other.state)
    if other.state in DONE:
        raise FaultyJoin("requests.merged_into_over", number=other.number, state=other.state)
    found.merged_into = other
    other.state = joined(other, found)
    if may(found, "unpark"):
        other.quote_id = other.quote_id or found.quote_id
    acted(found, "merge", actor=actor, at=at, facts={"into": other.pk})
    happened(other, "merged_in", actor=actor, at=at, facts={"merged_in": found.pk})
    for person in {*found.followers.values_list("person", flat=True), found.opened_by_id}:
        if person and person != other.opened_by_id:
            other.followers.get_or_create(person_id=person)
    if other.restricted:
        kept_from_view(found, actor=actor, at=at)
    tell(found, "changed", actor=actor, at=at, text="")
    return other


@transaction.atomic
def split(request: int, *, problem: str, actor: Viewer, at: datetime) -> Request:
    """A second matter in a request becomes a request of its own, in the same contact's name.

    Its clock starts now: it is recorded now. It says what it came out of.
    Clause: 7.7, 7.10.
    """
    must_answer(actor)
    found = locked(request, actor)
    if not (found.opened_by_id or found.caller_id) or found.subscription_id is None:
        raise FaultyJoin("requests.no_product")
    names = (
        "kind", "environment", "observed", "expected", "steps", "context", "impact", "urgency",
    )  # fmt: skip
    elements = {name: getattr(found, name) for name in names}
    new = open_request(
        found.client_id,
        {**elements, "subscription": found.subscription_id, "problem": problem},
        contact=found.opened_by_id, caller=found.caller_id, restricted=found.restricted,
        actor=actor, at=at,
    )  # fmt: skip
    Link.objects.create(first=found, second=new, kind=Link.Kind.SPLIT)
    happened(found, "split", actor=actor, at=at, facts={"new": new.pk})
    happened(new, "linked", actor=actor, at=at, facts={"to": found.pk, "split": True})
    return new


@transaction.atomic
def link(request: int, *, to: int, actor: Viewer, at: datetime) -> Link:
    """Two requests have to do with each other, and both say so; of one client alone."""
    must_answer(actor)
    both = {pk: locked(pk, actor) for pk in sorted((request, to))}
    found, other = both[request], both[to]
    if request == to or found.client_id != other.client_id:
        raise FaultyJoin("requests.other_client")
    first, second = sorted((found, other), key=lambda one: one.pk)
    made, new = Link.objects.get_or_create(first=first, second=second)
    if new:
        happened(found, "linked", actor=actor, at=at, facts={"to": other.pk})
        happened(other, "linked", actor=actor, at=at, facts={"to": found.pk})
    return made


@transaction.atomic
def hand_over(
    request: int, *, software: str, reference: str = "", actor: Viewer, at: datetime
) -> HandOver:
    """What is about third-party software is passed on to its publisher, with a clock of its own.

    That clock is the third party's, where its conditions on record say one; it moves none of ours.
    Clause: 2.7, 7.20.
    """
    must_answer(actor)
    found = locked(request, actor)
    if found.subscription is None:
        raise FaultyJoin("requests.no_product")
    third = Software.objects.filter(products=found.subscription.product, key=software).first()
    if third is None:
        raise NotSeen("requests.no_software", product=found.subscription.product.name)
    moved(found, "hand_over")
    found.hand_overs.filter(back_at=None).update(back_at=at)  # ruled out while it was waited for
    judged = _their_due(found, third, at=at)
    made = HandOver.objects.create(
        request=found, software=third, reference=reference.strip()[:120], handed_at=at,
        due_at=judged.value, reasons=judged.reason.to_json(),
    )  # fmt: skip
    facts = {"software": third.key, "due_at": made.due_at and made.due_at.isoformat()}
    acted(found, "hand_over", actor=actor, at=at, text=third.name, facts=facts)
    tell(found, "changed", actor=actor, at=at, text=third.name)
    return made


@transaction.atomic
def take_back(request: int, *, outcome: str, actor: Viewer, at: datetime) -> HandOver:
    """The third party has answered, or is not waited for any more: support goes on.

    The client is told what came of it.
    Clause: 7.20, 9.4, 9.5.
    """
    must_answer(actor)
    found = locked(request, actor)
    made = found.hand_overs.filter(back_at=None).first()
    if made is None:
        raise NotSeen("requests.not_handed_over")
    made.back_at, made.outcome = at, outcome.strip()
    made.save()
    acted(found, "take_back", actor=actor, at=at, text=outcome)
    tell(found, "changed", actor=actor, at=at, by_severity=True, text=made.outcome)
    return made


@transaction.atomic
def restrict(request: int, *, actor: Viewer, at: datetime) -> Request:
    """A request that is a security matter is kept from all but security officers and its opener.

    Its files, promises, notices, quotes and facts are kept from the others too, and what was merged
    into it; amounts to invoice and exclusions bear nothing of it. An agent may do it, and then sees
    it no more. Mail that was sent before cannot be called back.
    Clause: 10.5.
    """
    must_answer(actor)
    return kept_from_view(locked(request, actor), actor=actor, at=at)


@transaction.atomic
def unrestrict(request: int, *, because: str, actor: Viewer, at: datetime) -> Request:
    """It was no security matter: everyone who could see it sees it again.

    Clause: 10.5.
    """
    if not actor.has(*SECURITY):
        raise NotAllowed("requests.answers")
    found = locked(request, actor)
    if not because.strip():
        raise FaultyJoin("requests.no_reason")
    return shown_again(found, because=because, actor=actor, at=at)


def _their_due(found: Request, third: Software, *, at: datetime) -> Judgement[datetime | None]:
    """The third party's own last instant, where its conditions on record say one, and why."""
    raw = {name: value for name, value in third.promises.items() if name in Promised.model_fields}
    promised = Promised.model_validate(raw)
    if found.subscription is None:
        raise FaultyJoin("requests.no_product")
    return answer_due(
        terms_for(found.subscription, at=found.recorded_at or at), software=third.name,
        promised=promised, urgent=found.priority == "P1", handed_at=at,
        closures=agreements.closures(),
    )  # fmt: skip
