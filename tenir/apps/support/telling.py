"""Who hears of a request: its contact and those who follow it, those who answer it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from tenir.apps.accounts.queries import Person, agents, people_with, viewer_of
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.parties import queries as parties
from tenir.apps.support.clocking import terms_for
from tenir.apps.support.models import Request
from tenir.apps.support.rights import Side
from tenir.terms.phrases import LANGUAGES, Language, clocks, deadline, listing, say
from tenir.viewer import StaffRole, Viewer

_CLOCK = re.compile(r"\d\d:\d\d")


def tell_client(
    found: Request,
    what: str,
    *,
    actor: Viewer,
    at: datetime,
    by_severity: bool = False,
    side: Side | None = None,
    **values: Any,
) -> None:
    """Owes "support.<what>" to the request's contact and to those of its client who follow it.

    `by_severity`: by the means that the priority asks for, a call among them for the most urgent.
    `side`: what was read of the client, of a request that is new.
    Clause: 9.4, 9.5.
    """
    to = _contacts(found, but=actor, new=side is not None)
    channels = _channels(found, at=at) if by_severity else ("email",)
    reachable = [one for one in to if one.telephone] if "telephone" in channels else []
    plain = [name for name in channels if name != "telephone"]
    _owe(found, what, to, plain, found.client_id, actor=actor, at=at, values=values, side=side)
    if reachable:
        key = f"{what}/call"
        _owe(
            found, what, reachable, ["telephone"], found.client_id, actor=actor, at=at,
            values=values, key=key, side=side,
        )  # fmt: skip


def tell(
    found: Request,
    what: str,
    *,
    actor: Viewer,
    at: datetime,
    by_severity: bool = False,
    text: str = "",
    **values: Any,
) -> None:
    """What support did: its client is told, and whoever of the staff holds the request or follows.

    Nobody is told what they did themselves.
    Clause: 7.12, 9.4, 9.5.
    """
    tell_client(found, what, actor=actor, at=at, by_severity=by_severity, text=text, **values)
    to = [_staff(person) for person in concerned(found) if person.pk != actor.person]
    if to:
        told = {"text": text, "by": _named(actor)}
        _owe(found, "changed_staff", to, ["email"], None, actor=actor, at=at, values=told)


def tell_own_side(found: Request, what: str, *, actor: Viewer, at: datetime, text: str) -> None:
    """What a contact did: the others of its client who are concerned are told.

    Clause: 7.12, 9.4.
    """
    if to := _contacts(found, but=actor, new=False):
        told = {"text": text, "by": _named(actor)}
        _owe(found, what, to, ["email"], found.client_id, actor=actor, at=at, values=told)


def tell_staff(
    found: Request,
    what: str,
    *,
    actor: Viewer,
    at: datetime,
    side: Side | None = None,
    key: str = "",
    **values: Any,
) -> None:
    """Owes "support.<what>" to who works on the request, or to all who could; `side` as above."""
    working = working_on(found, side)
    to = [_staff(person) for person in working if person.pk != actor.person]
    _owe(found, what, to, ["email"], None, actor=actor, at=at, values=values, key=key, side=side)


def working_on(found: Request, side: Side | None = None) -> list[Person]:
    """Who answers the request: its assignee, else its team, else every agent; and its followers.

    Of a restricted one, those alone who may see it. `side` as above: nobody follows a new one yet.
    """
    ours = Person.objects.filter(is_active=True, memberships__organisation__kind="publisher")
    if found.assignee:
        first = [found.assignee]
    elif found.team:
        first = list(found.team.members.filter(is_active=True))
    else:
        first = side.agents if side else agents()
    if found.restricted:
        officers = list(people_with(StaffRole.SECURITY_OFFICER))
        return [one for one in first if one in officers] or officers
    following = [] if side else list(found.followers.values_list("person", flat=True))
    followers = ours.filter(pk__in=following).distinct() if following else ()
    return list({one.pk: one for one in (*first, *followers)}.values())


def concerned(found: Request) -> list[Person]:
    """Who of the staff holds the request or follows it; of a restricted one, who may see it."""
    following = found.followers.values("person")
    known = people_with(StaffRole.SECURITY_OFFICER) if found.restricted else people_with(*StaffRole)
    holder = Q(pk=found.assignee_id) if found.assignee_id else Q(pk__in=())
    return list(known.filter(holder | Q(pk__in=following)))


def _named(actor: Viewer) -> str:
    if actor.contact is not None:
        return parties.Contact.objects.values_list("name", flat=True).get(pk=actor.contact)
    return (
        Person.objects.filter(pk=actor.person or 0).values_list("name", flat=True).first()
        or "Tenir"
    )


def _contacts(found: Request, *, but: Viewer, new: bool) -> list[Recipient]:
    """The contacts who asked, and the followers of its side: only those who still may know."""
    acting = but.person
    wanted = {found.opened_by_id}
    if not found.restricted and not new:
        wanted |= set(found.followers.values_list("person", flat=True))
    called = _who_called(found, but=but, new=new)
    told = [one for one in called if one.person is None or one.person != acting]
    wanted -= {None, acting, *(one.person for one in told)}
    if not wanted:
        return told
    told += [one for one in parties.recipients_of(found.client_id) if one.person in wanted]
    others = [person for person in wanted if person not in {one.person for one in told}]
    readers = Person.objects.filter(pk__in=[one for one in others if one], is_active=True)
    return [
        *told,
        *(_reader(person) for person in readers if found.client_id in viewer_of(person).clients),
    ]


def _who_called(found: Request, *, but: Viewer, new: bool) -> list[Recipient]:
    """Who asked and has no account, here and in what was merged here, while they are contacts.

    Of a restricted one: who asked it alone.
    Clause: 7.7, 10.5.
    """
    callers = {found.caller_id} if found.caller_id else set()
    if not found.restricted and not new:
        callers |= _callers_merged_in(found)
    callers -= {but.contact}
    if not callers:
        return []
    held = parties.Contact.objects.filter(pk__in=callers, client=found.client_id, removed_at=None)
    return [parties.recipient(one) for one in held.select_related("person").order_by("pk")]


def _callers_merged_in(found: Request) -> set[int]:
    """The contacts without account of the requests that go on in this one, however many merges."""
    callers, level = set[int](), [found.pk]
    while level:
        merged = Request.objects.filter(merged_into__in=level).values_list("pk", "caller")
        rows = list(merged)
        callers |= {caller for _, caller in rows if caller}
        level = [pk for pk, _ in rows]
    return callers


def _channels(found: Request, *, at: datetime) -> Sequence[str]:
    if found.subscription is None or found.priority not in {"P1", "P2", "P3"}:
        return ("email",)
    terms = terms_for(found.subscription, at=found.recorded_at or at)
    priority: Any = found.priority
    named = notices.channels_for(terms, priority=priority).value
    return tuple(dict.fromkeys(("email", *named)))


def _owe(
    found: Request,
    what: str,
    to: Sequence[Recipient],
    channels: Sequence[str],
    organisation: int | None,
    *,
    actor: Viewer,
    at: datetime,
    values: Mapping[str, Any],
    key: str = "",
    side: Side | None = None,
) -> None:
    last = found.last_entry or _last_entry(found)
    of = "client" if organisation else "staff"
    notices.owe(
        f"support.{what}", key=f"{found.subject}/{key or what}/{of}/{last}", to=to,
        subject=found.subject, values={**_values(found, to), **_worded(values, to)},
        actor=actor, at=at, organisation=organisation,
        severity="critical" if found.priority == "P1" else "normal",
        channels=channels, confidential=found.restricted,
        around=side.around if side else None,
    )  # fmt: skip


def _last_entry(found: Request) -> int:
    return found.entries.order_by("-pk").values_list("pk", flat=True).first() or 0


def _values(found: Request, to: Sequence[Recipient]) -> dict[str, Any]:
    product = found.subscription.product.name if found.subscription else ""
    values: dict[str, Any] = {
        "number": found.number, "title": found.title, "client": found.client.organisation.name,
        "product": product, "priority": found.priority, "link": page(found), "firm": found.firm,
    }  # fmt: skip
    due, sentence = found.promised_at, found.reasons.get("sentence", {})
    for language in LANGUAGES:
        why = sentence.get(language, "")
        apart = elsewhere(due, language, to) if due and _CLOCK.search(why) else ""
        values[f"due_{language}"] = _by(due, language, to) if due else ""
        values[f"why_{language}"] = why + apart
        values[f"state_{language}"] = say(f"requests.state_{found.state}", language)
    return values


def _worded(values: Mapping[str, Any], to: Sequence[Recipient]) -> dict[str, Any]:
    """What is said in each language: lists of names and last instants become words."""
    told: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, list):
            told |= {f"{name}_{language}": listing(value, language) for language in LANGUAGES}
        elif isinstance(value, datetime):
            told |= {f"{name}_{language}": _by(value, language, to) for language in LANGUAGES}
        else:
            told[name] = value
    return told


def _by(due_at: datetime, language: Language, to: Sequence[Recipient]) -> str:
    """A last instant, and on whose clocks it is told where someone who is told has others."""
    here = due_at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return deadline(here, language) + elsewhere(due_at, language, to)


def elsewhere(at: datetime, language: Language, to: Sequence[Recipient]) -> str:
    """On whose clocks instants are told, in brackets, where someone who is told has others then."""
    zones = {settings.TIME_ZONE, *(one.time_zone for one in to if one.time_zone)}
    offsets = {at.astimezone(ZoneInfo(zone)).utcoffset() for zone in zones}
    return f" ({clocks(settings.TIME_ZONE, language)})" if len(offsets) > 1 else ""


def _staff(person: Person) -> Recipient:
    return _reader(person, staff=True)


def _reader(person: Person, *, staff: bool = False) -> Recipient:
    language: Language = "en" if person.language == "en" else "fr"
    return Recipient(person.pk, person.email, language, staff=staff, time_zone=person.time_zone)


def page(found: Request) -> str:
    """Where the request is read."""
    return f"{settings.TENIR.url}/support/{found.pk}/"
