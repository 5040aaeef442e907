"""Incidents of the demonstration as they were published: for everyone, and for one client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from tenir.apps.availability import services as availability
from tenir.apps.publishing import services as publishing
from tenir.apps.publishing.queries import Incident
from tenir.integrations.demonstration.history import SOURCE, History, day_of
from tenir.integrations.demonstration.opening import Business, morning
from tenir.viewer import Viewer


class Published(NamedTuple):
    """One update: how long after the beginning, in hours, and what it says."""

    after: float
    said: publishing.Said


class Told(NamedTuple):
    """An incident: when it began (a story's month, day and hour, or days ago), whose, its words."""

    began: tuple[int, int | str, float] | float
    products: tuple[str, ...]
    client: str
    title_fr: str
    title_en: str
    updates: tuple[Published, ...]


def _said(after: float, state: str, impact: str, text_fr: str, text_en: str) -> Published:
    said = publishing.Said(state=state, impact=impact, text_fr=text_fr, text_en=text_en)
    return Published(after, said)


INCIDENTS = (
    Told(
        (11, 7, 9), ("document-viewer",), "", "Documents qui ne s'ouvrent plus",
        "Documents no longer open", (
            _said(0.2, "investigating", "critical",
                  "Les documents ne s'ouvrent plus depuis 9 h. Nous cherchons la cause et "
                  "donnerons des nouvelles avant 10 h.",
                  "Documents have not opened since 9 am. We are looking for the cause and will "
                  "give news before 10 am."),
            _said(1, "identified", "critical",
                  "Un disque plein empêche la conversion des documents. Nous libérons de la place.",
                  "A full disk keeps documents from being converted. We are making room."),
            _said(2.9, "resolved", "none",
                  "Les documents s'ouvrent de nouveau depuis 11 h 54.",
                  "Documents have opened again since 11:54 am."),
            _said(52, "postmortem", "none",
                  "La place libre n'était pas surveillée sur ce disque. Elle l'est désormais, avec "
                  "une alerte à 80 %.",
                  "The room left on that disk was not watched. It is now, with an alert at 80 %."),
        ),
    ),
    Told(
        (11, 18, 11), ("mobile-sales",), "", "Synchronisation lente", "Slow synchronisation", (
            _said(0.3, "investigating", "minor",
                  "La synchronisation des commandes prend plusieurs minutes.",
                  "Synchronising orders takes several minutes."),
            _said(1.5, "resolved", "none", "Les délais sont redevenus ceux de tous les jours.",
                  "Delays are what they are every day again."),
        ),
    ),
    Told(
        (11, 15, 8.67), ("drive",), "brevent", "Votre Drive ne répond plus",
        "Your Drive does not answer", (
            _said(0.2, "investigating", "critical",
                  "Votre environnement ne répond plus depuis 8 h 40.",
                  "Your environment has not answered since 8:40 am."),
            _said(8.5, "resolved", "none", "Votre environnement répond de nouveau depuis 17 h 10.",
                  "Your environment has answered again since 5:10 pm."),
        ),
    ),
    Told(
        6, ("b2b-e-commerce", "techcenter"), "", "Messages en retard", "Late messages", (
            _said(0.4, "identified", "minor",
                  "Les messages de confirmation partent avec une heure de retard : une file était "
                  "arrêtée, elle se vide.",
                  "Confirmation messages leave an hour late: a queue had stopped, it is emptying."),
            _said(1.2, "monitoring", "minor", "La file est vide. Nous surveillons jusqu'à midi.",
                  "The queue is empty. We are watching it until noon."),
            _said(4, "resolved", "none", "Aucun retard depuis 11 h. L'incident est clos.",
                  "No delay since 11 am. The incident is closed."),
        ),
    ),
)  # fmt: skip


def incidents(
    year: History, business: Business, at: datetime
) -> Iterator[tuple[datetime, Callable[[datetime], object]]]:
    """Each incident published and followed, at its hours."""
    olga = business.staff["operations"]
    for told in INCIDENTS:
        began = _began(told, year, at)
        held: list[Incident] = []
        first, *later = told.updates
        yield _hours(began, first), _publish(told, began, business, olga, held)
        for each in later:
            yield _hours(began, each), _follow(each, olga, held)


def watch_platform(business: Business, at: datetime) -> None:
    """The platform is watched as any product is: up for ninety days, but for some minutes.

    Clause: 7.2.
    """
    olga, began = business.staff["operations"], at - timedelta(days=91)
    availability.add_target(
        availability.NewTarget(name="tenir", platform=True, interval=300), actor=olga, at=began
    )
    slow = morning((at - timedelta(days=40)).date(), 7 * 3600)
    words = ((began, "up"), (slow, "down"), (slow + timedelta(minutes=11), "up"), (at, "up"))
    availability.take_in(
        [availability.Word("tenir", when, state) for when, state in words], source=SOURCE,
        actor=olga, at=at,
    )  # fmt: skip


def _hours(began: datetime, update: Published) -> datetime:
    return began + timedelta(hours=update.after)


def _began(told: Told, year: History, at: datetime) -> datetime:
    if isinstance(told.began, tuple):
        month, day, hour = told.began
        return morning(day_of(year.months, month, day), int(hour * 3600))
    return morning((at - timedelta(days=told.began)).date(), 8 * 3600)


def _publish(
    told: Told, began: datetime, business: Business, actor: Viewer, held: list[Incident]
) -> Callable[[datetime], object]:
    client = business.clients[told.client].pk if told.client else None
    return lambda when: held.append(
        publishing.publish(
            title_fr=told.title_fr,
            title_en=told.title_en,
            said=told.updates[0].said,
            products=told.products,
            client=client,
            began_at=began,
            actor=actor,
            at=when,
        )
    )


def _follow(each: Published, actor: Viewer, held: list[Incident]) -> Callable[[datetime], object]:
    return lambda when: publishing.follow_up(
        held[0].reference, said=each.said, actor=actor, at=when
    )
