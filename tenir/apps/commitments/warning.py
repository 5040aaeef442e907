"""Who is told that a promise is at risk or missed, and in which words.

Contacts and roles change while a promise runs, so they are read when it is told, not when it was
made. What the client owes is told to its contacts, and once it is missed to the publisher's staff
too; what the publisher owes is told to who is on it, and where nobody is, or once it is missed, to
the staff role that answers for it, or to the administrators where nobody holds that role.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from tenir.apps.accounts.queries import Person
from tenir.apps.commitments.models import Commitment
from tenir.apps.notices import services as notices
from tenir.terms.phrases import KNOWN, LANGUAGES, Language, clocks, deadline, say
from tenir.terms.promises import RULES
from tenir.viewer import SPEAKING, SYSTEM, StaffRole

WORDS = "promise."  # + kind: the phrase by which an app names what it promises
ABOUT = "about."  # + kind of subject: the phrase by which an app names what a promise is about


def tell(what: str, found: Commitment, *, at: datetime, share: int = 100) -> None:
    """Owes the notice "commitments.warned" or "commitments.missed" to all who must know."""
    people = list(_concerned(found, missed=what == "missed"))
    notices.owe(
        f"commitments.{what}",
        key=f"commitment/{found.pk}/{share}/{int(found.due_at.timestamp())}",
        to=[_recipient(person) for person in people],
        subject=found.subject,
        values={"share": share, "left": 100 - share, **_values(found, people)},
        actor=SYSTEM,
        at=at,
        organisation=found.organisation_id,
        clauses=found.clauses,
    )


def named(found: Commitment, language: Language) -> str:
    """What was promised, in words where its app gave some (the phrase "promise.<kind>")."""
    return kind_named(found.kind, language)


def kind_named(kind: str, language: Language) -> str:
    """A kind of promise in words."""
    key = WORDS + kind
    return say(key, language) if key in KNOWN else kind


def kinds() -> list[str]:
    """The kinds of promises that a rule of any engine judges."""
    return sorted({kind for rules in RULES.values() for kind in rules})


def _concerned(found: Commitment, *, missed: bool) -> Iterator[Person]:
    by_client = found.owed_by == Commitment.Party.CLIENT
    if by_client:
        yield from _people(organisation_id=found.organisation_id, role__in=SPEAKING)
    holder = [] if by_client else list(_on_it(found))
    yield from holder
    if missed or not (by_client or holder):
        yield from _staff(found.answerable) or _staff(StaffRole.ADMINISTRATOR)


def _on_it(found: Commitment) -> QuerySet[Person]:
    return _people(organisation__kind="publisher", person=found.held_by_id)


def _staff(role: str) -> list[Person]:
    return list(_people(organisation__kind="publisher", role=role))


def _people(**held: Any) -> QuerySet[Person]:
    membership = {f"memberships__{name}": value for name, value in held.items()}
    return Person.objects.filter(is_active=True, **membership).distinct().order_by("id")


def _recipient(person: Person) -> notices.Recipient:
    language: Language = "en" if person.language == "en" else "fr"
    return notices.Recipient(person=person.pk, address=person.email, language=language)


def zone_of(found: Commitment) -> str:
    """The zone on whose clocks its reasons tell instants: its own, or else the agreement's."""
    given = json.loads(found.inputs) if found.inputs else {}
    return str(given.get("zone", settings.TIME_ZONE))


def elsewhere(found: Commitment, zone: str) -> bool:
    """Whether the clocks of that zone do not show the due instant as its reasons tell it."""
    here, there = (found.due_at.astimezone(ZoneInfo(each)) for each in (zone, zone_of(found)))
    return here.utcoffset() != there.utcoffset()


def _values(found: Commitment, people: Sequence[Person]) -> dict[str, Any]:
    """What the templates quote, each in the language of its name's end."""
    zone = zone_of(found)
    due_at = found.due_at.astimezone(ZoneInfo(zone))
    apart = any(elsewhere(found, person.time_zone) for person in people)
    values: dict[str, Any] = {
        "owed_by": found.owed_by, "firm": found.firm,
        "clauses": ", ".join(found.clauses), "working": found.base != "calendar",
        "risk": bool(found.risk), "link": f"{settings.TENIR.url}/commitments/{found.pk}/",
    }  # fmt: skip
    sentence = found.reasons.get("sentence", {})
    for language in LANGUAGES:
        values[f"what_{language}"] = named(found, language)
        values[f"about_{language}"] = _about(found, language)
        said = f" ({clocks(zone, language)})" if apart else ""
        values[f"due_{language}"] = deadline(due_at, language) + said
        values[f"why_{language}"] = sentence.get(language, "")
        values[f"risk_{language}"] = _risk(found, language)
    return values


def _about(found: Commitment, language: Language) -> str:
    """What it is about, as people call it, and whose client's it is."""
    kind, _, key = found.subject.partition("/")
    about = [say(ABOUT + kind, language, key=key)] if ABOUT + kind in KNOWN else []
    client = found.organisation
    return ", ".join([*about, client.name] if client else about)


def _risk(found: Commitment, language: Language) -> str:
    """What missing it may bring: the words of an exclusion or a risk, where they are known."""
    key = f"risk.{found.risk}"
    return say(key, language) if key in KNOWN else found.risk
