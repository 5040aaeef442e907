"""An incident published, followed, taken off: each act tells whoever is concerned."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tenir.apps.catalogue import queries as catalogue
from tenir.apps.journal import services as journal
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.parties import queries as parties
from tenir.apps.publishing import naming, retracting, telling
from tenir.apps.publishing.models import OVER, Impact, Incident, State, Update
from tenir.apps.publishing.queries import incident as one_incident
from tenir.apps.publishing.rights import FaultyIncident, require_publisher
from tenir.apps.publishing.wordings import hole_left
from tenir.viewer import Viewer

LETTERS = "23456789bcdfghjkmnpqrstvwxyz"  # no two alike, and no word by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an update says: in French, in English where it is told there too.

    `impact` is None where it stays as it was.
    """

    state: str
    text_fr: str
    text_en: str = ""
    impact: str | None = None


@transaction.atomic
def publish(
    *,
    title_fr: str,
    said: Said,
    title_en: str = "",
    products: Sequence[str] = (),
    platform: bool = False,
    client: int | None = None,
    works: str = "",
    began_at: datetime | None = None,
    named_on_purpose: bool = False,
    actor: Viewer,
    at: datetime,
) -> Incident:
    """An incident goes on the page, and to the contacts concerned.

    Without a client everyone reads it, and it is told to the contacts of every client that uses
    what it touches; with one, that client's people alone.
    Clause: 5.11, 10.4.
    """
    require_publisher(actor)
    _check(said, title_fr, title_en)
    began = began_at or at
    if began > at:
        raise FaultyIncident("publishing.ahead", now=at)
    if not (products or platform or client):
        raise FaultyIncident("publishing.nothing_touched")
    whose = None if client is None else parties.client(actor, client)
    if whose is None and not named_on_purpose:
        naming.refuse_names(title_fr, title_en, said.text_fr, said.text_en)
    over = said.state in OVER
    found = Incident.objects.create(
        reference=_reference(), title_fr=_title(title_fr), title_en=title_en.strip(),
        impact=said.impact or Impact.MINOR, state=said.state, platform=platform, client=whose,
        works=maintenance.works_numbered(actor, works) if works else None, began_at=began,
        resolved_at=at if over else None, published_at=at, changed_at=at,
        published_by_id=actor.person,
    )  # fmt: skip
    found.products.set([catalogue.product(key) for key in products])
    _journal("incident_published", found, said, actor, at, products=products)
    _tell(found, said, actor, at)
    return found


@transaction.atomic
def follow_up(
    reference: str,
    *,
    said: Said,
    resolved_at: datetime | None = None,
    named_on_purpose: bool = False,
    actor: Viewer,
    at: datetime,
) -> Incident:
    """What is known now of an incident goes where the incident went.

    `resolved_at` is when it was over, where it is resolved: now, if it is not said.
    Clause: 5.11, 10.4.
    """
    found = _open(reference, actor)
    _check(said)
    if found.client_id is None and not named_on_purpose:
        naming.refuse_names(said.text_fr, said.text_en)
    if said.state == State.POSTMORTEM and found.state not in OVER:
        raise FaultyIncident("publishing.not_over")
    found.resolved_at = _over(found, said, resolved_at, at)
    found.state = said.state
    if said.state not in OVER:  # what is over keeps the impact that it had
        found.impact = said.impact or found.impact
    found.changed_at = at
    found.save(update_fields=["state", "impact", "resolved_at", "changed_at"])
    _journal("incident_followed", found, said, actor, at)
    _tell(found, said, actor, at)
    return found


@transaction.atomic
def take_off(reference: str, *, because: str, actor: Viewer, at: datetime) -> Incident:
    """An incident published by mistake is taken off the page; that it was there stays known.

    Whoever was told of it is told of that, and why: its clients' contacts, and those who follow the
    page. Whoever was not told yet hears nothing of it.
    Clause: 10.4.
    """
    found = _open(reference, actor)
    if not because.strip():
        raise FaultyIncident("publishing.no_reason")
    if found.client_id is None:
        naming.refuse_names(because)
    found.withdrawn_at, found.withdrawn_because, found.changed_at = at, because.strip(), at
    found.save(update_fields=["withdrawn_at", "withdrawn_because", "changed_at"])
    journal.record(
        "publishing.incident_taken_off", subject=found.subject, client=found.client_id,
        actor=actor, at=at, clauses=("10.4",), personal={"because": because.strip()},
    )  # fmt: skip
    retracting.tell_taken_off(found, actor=actor, at=at)
    return found


def _open(reference: str, actor: Viewer) -> Incident:
    """That incident, locked, for whoever sees it and may publish."""
    seen = one_incident(actor, reference)
    require_publisher(actor)
    found = Incident.objects.select_for_update().get(pk=seen.pk)
    if found.withdrawn_at:
        raise FaultyIncident("publishing.taken_off")
    return found


def _over(
    found: Incident, said: Said, resolved_at: datetime | None, at: datetime
) -> datetime | None:
    """When it was over: as told, else as known before, else now; None where it goes on."""
    if said.state not in OVER:
        return None
    over = resolved_at or found.resolved_at or at
    if not found.began_at <= over <= at:
        raise FaultyIncident("publishing.over_when", begun=found.began_at, now=at)
    return over


def _check(said: Said, *titles: str) -> None:
    for given, known in ((said.state, State.values), (said.impact or "none", Impact.values)):
        if given not in known:
            raise FaultyIncident("publishing.unknown", given=given, known=", ".join(known))
    if not said.text_fr.strip():
        raise FaultyIncident("publishing.no_text")
    left = hole_left(*titles, said.text_fr, said.text_en)
    if left is not None:
        raise FaultyIncident("publishing.unwritten", given=left)


def _title(title: str) -> str:
    if not title.strip():
        raise FaultyIncident("publishing.no_title")
    return title.strip()


def _tell(found: Incident, said: Said, actor: Viewer, at: datetime) -> None:
    made = Update.objects.create(
        incident=found, reference=_reference(), state=said.state, impact=found.impact,
        text_fr=said.text_fr.strip(), text_en=said.text_en.strip(), published_at=at,
        published_by_id=actor.person,
    )  # fmt: skip
    telling.tell(made, actor=actor, at=at)


def _journal(
    verb: str,
    found: Incident,
    said: Said,
    actor: Viewer,
    at: datetime,
    *,
    products: Iterable[str] = (),
) -> None:
    told = {"products": list(products), "platform": found.platform} if products else {}
    journal.record(
        f"publishing.{verb}", subject=found.subject, client=found.client_id, actor=actor, at=at,
        happened_at=found.resolved_at or found.began_at, clauses=("5.11", "10.4"),
        after={"state": said.state, "impact": found.impact, **told},
    )  # fmt: skip


def _reference() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(12))
