"""Working on requests: who answers, who follows, who is on it, what belongs together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from tenir.apps.accounts import queries as accounts
from tenir.apps.commitments import services as commitments
from tenir.apps.support.happening import happened, locked
from tenir.apps.support.models import (
    CannedAnswer,
    Follower,
    Presence,
    Request,
    Team,
)
from tenir.apps.support.promising import answering
from tenir.apps.support.rights import must_answer
from tenir.apps.support.telling import tell_staff
from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, NotSeen, StaffRole, Viewer

PRESENT = timedelta(seconds=45)  # a page says again that it is open more often than that
LONGEST_NAME = 120
LEADERS = (StaffRole.ACCOUNTS_MANAGER, StaffRole.AGENT)


class FaultyDesk(Refused):
    """Something of the desk that cannot be as it is said."""


@transaction.atomic
def assign(
    request: int,
    *,
    person: int | None = None,
    team: int | None = None,
    actor: Viewer,
    at: datetime,
) -> Request:
    """The request is given to a person, to a team, to both or to nobody: no clock hears it.

    Clause: 7.7.
    """
    must_answer(actor)
    return _given(locked(request, actor), person, team, actor=actor, at=at)


@transaction.atomic
def give(
    request: int,
    *,
    person: int | None = None,
    team: int | None = None,
    actor: Viewer,
    at: datetime,
) -> Request:
    """The request is given to that person, or to that team: what is not chosen stays as it is.

    Clause: 7.7.
    """
    must_answer(actor)
    found = locked(request, actor)
    person, team = person or found.assignee_id, team or found.team_id
    return _given(found, person, team, actor=actor, at=at)


def _given(
    found: Request, person: int | None, team: int | None, *, actor: Viewer, at: datetime
) -> Request:
    able = accounts.people_with(StaffRole.AGENT, StaffRole.SECURITY_OFFICER)
    if person is not None and not able.filter(pk=person).exists():
        raise NotSeen("requests.no_agent")
    if team is not None and not Team.objects.filter(pk=team).exists():
        raise NotSeen("requests.no_team")
    if (found.assignee_id, found.team_id) == (person, team):
        return found
    found.assignee_id, found.team_id = person, team
    commitments.entrust(found.subject, answerable=answering(found), held_by=person)
    happened(found, "assigned", actor=actor, at=at, facts={"person": person, "team": team})
    found.refresh_from_db()
    if person != actor.person and (person or team):
        tell_staff(found, "assigned", actor=actor, at=at)
    return found


@transaction.atomic
def follow(request: int, *, actor: Viewer) -> None:
    """Whoever may see the request is told of what happens to it from now on; twice is once.

    Clause: 7.12.
    """
    found = locked(request, actor)
    Follower.objects.get_or_create(request=found, person_id=_self(actor))


@transaction.atomic
def unfollow(request: int, *, actor: Viewer) -> None:
    """They are told no more."""
    found = locked(request, actor)
    Follower.objects.filter(request=found, person=_self(actor)).delete()


@transaction.atomic
def be_on(request: int, *, writing: bool = False, actor: Viewer, now: datetime) -> list[Presence]:
    """An agent has the request open; the others who have it open now, writing or not.

    It lapses by itself after 45 seconds, unless it is said again.
    """
    must_answer(actor)
    found = locked(request, actor)
    Presence.objects.filter(until__lt=now).delete()
    Presence.objects.update_or_create(
        request=found, person_id=_self(actor), defaults={"writing": writing, "until": now + PRESENT}
    )
    others = found.presences.exclude(person=_self(actor)).select_related("person")
    return list(others.order_by("person__name"))


@transaction.atomic
def reproduce(request: int, *, reproduced: bool, text: str, actor: Viewer, at: datetime) -> Request:
    """Whether an agent saw the anomaly again, and how.

    Clause: 7.5, 7.11.
    """
    must_answer(actor)
    found = locked(request, actor)
    if not text.strip():
        raise FaultyDesk("requests.no_reason")
    found.reproduced = reproduced
    happened(found, "reproduced", actor=actor, at=at, text=text, facts={"reproduced": reproduced})
    return found


def may_lead(viewer: Viewer) -> bool:
    """Whether someone makes teams."""
    return viewer.has(*LEADERS)


@transaction.atomic
def make_team(name: str, *, members: Iterable[int], team: int | None = None, actor: Viewer) -> Team:
    """A team of agents, or the same one with other members."""
    if not may_lead(actor):
        raise NotAllowed("requests.answers")
    if not name.strip():
        raise FaultyDesk("requests.no_name")
    wanted = accounts.people_with(StaffRole.AGENT, StaffRole.SECURITY_OFFICER)
    found = Team.objects.filter(pk=team or 0).first() or Team()
    found.name = name.strip()[:LONGEST_NAME]
    _named(found)
    found.members.set(wanted.filter(pk__in=list(members)))
    return found


@transaction.atomic
def keep_answer(
    name: str, *, text_fr: str, text_en: str, answer: int | None = None, actor: Viewer
) -> CannedAnswer:
    """Words to use again, in both languages; `{client}` and `{number}` are put in when used."""
    must_answer(actor)
    if not (name.strip() and text_fr.strip() and text_en.strip()):
        raise FaultyDesk("requests.no_name")
    found = CannedAnswer.objects.filter(pk=answer or 0).first() or CannedAnswer()
    found.name, found.text_fr, found.text_en = name.strip()[:LONGEST_NAME], text_fr, text_en
    _named(found)
    return found


def _named(found: Team | CannedAnswer) -> None:
    """Keeps it under its name, which the database gives once, to the first of those at once."""
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        raise FaultyDesk("requests.name_taken", name=found.name[:60]) from None


@transaction.atomic
def withdraw_answer(answer: int, *, actor: Viewer, at: datetime) -> None:
    """The words are offered no more."""
    must_answer(actor)
    CannedAnswer.objects.filter(pk=answer, withdrawn_at=None).update(withdrawn_at=at)


def _self(actor: Viewer) -> int:
    if actor.person is None:
        raise NotSeen("requests.unknown")
    return actor.person
