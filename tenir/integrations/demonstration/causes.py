"""Why the demonstration's products were down: causes told, exclusions proposed and decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tenir.apps.availability import queries as measured
from tenir.apps.availability import services as availability
from tenir.integrations.demonstration.history import History, day_of, instant
from tenir.integrations.demonstration.opening import Business, morning
from tenir.terms.causes import ASKED, GROUNDS, TOLD_BEFORE
from tenir.viewer import Viewer

_DAY = timedelta(days=1)
_KINDS = {reason: kind for kind, reason in GROUNDS.items()}
Act = Callable[[datetime], object]


def causes(year: History, business: Business, at: datetime) -> Iterator[tuple[datetime, Act]]:
    """Each cause told a day after its outage and accepted the next; others that were not.

    One exclusion was reversed, one declined, one cause is none of the nine grounds, one waits.
    """
    olga, sam = business.staff["operations"], business.staff["agent"]
    for item in year.subscribed:
        for story, ruled in item.ruled:
            span = (instant(ruled.span[0]), instant(ruled.span[1]))
            told = _cause(_KINDS[story.excluded], span, story.evidence)
            held = _Told(business, item.line.target, told, sam)
            yield min(span[1] + _DAY, at), held.tell
            yield min(span[1] + 2 * _DAY, at), held.accept(olga)
    yield from _drive(year, business, olga)
    viewer = (morning(day_of(year.months, 11, 7)), morning(day_of(year.months, 11, 7)) + 3 * _HOUR)
    waits = _Told(business, "document-viewer.brevent", _cause(
        "misuse", viewer, "30 000 pages demandées par un script du client, journal du jour",
    ), sam)  # fmt: skip
    yield at - _DAY / 2, waits.tell


_HOUR = timedelta(hours=1)


def _drive(year: History, business: Business, olga: Viewer) -> Iterator[tuple[datetime, Act]]:
    """Brévent's Drive: an exclusion reversed, one declined, and a host's failure that counts."""
    start = morning(day_of(year.months, 11, 15))
    reversed_later = _Told(business, "drive.brevent", _cause(
        "client_environment", (start, start + _HOUR), "leur pare-feu refusait notre adresse",
    ), olga)  # fmt: skip
    yield start + _DAY, reversed_later.tell
    yield start + _DAY + _HOUR, reversed_later.accept(olga)
    drive = business.subscriptions["drive.brevent"].pk
    yield start + 3 * _DAY, lambda when: availability.reverse(
        exclusion_id=measured.exclusions(olga, subscription=drive).latest("pk").pk,
        because="le pare-feu était le nôtre", actor=olga, at=when,
    )  # fmt: skip
    began = morning(day_of(year.months, 10, 4))
    host = _cause("third_party", (began, began + 5 * _HOUR), "une panne de l'hébergeur, son mail")
    yield began + _DAY, _Told(business, "drive.brevent", host, olga).tell
    shared = morning(day_of(year.months, 2, 19))
    asked = _Told(business, "drive.saint-aubrac", _cause(
        "prerequisite", (shared, shared + 3 * _HOUR), "un navigateur ancien sur quelques postes",
        told=shared - 30 * _DAY,
    ), olga)  # fmt: skip
    yield shared + _DAY, asked.tell
    yield (
        shared + 2 * _DAY,
        asked.decline(olga, "tous les clients étaient touchés : le navigateur n'y était pour rien"),
    )


def _cause(
    kind: str, span: tuple[datetime, datetime], evidence: str, *, told: datetime | None = None
) -> availability.NewCause:
    if told is None and kind in TOLD_BEFORE:
        told = span[0] - 90 * _DAY
    return availability.NewCause(
        kind=kind, start=span[0], end=span[1], evidence=evidence, told_at=told,
        holds=kind in ASKED,
    )  # fmt: skip


class _Told:
    """A cause to tell, then to decide, each at its hour."""

    def __init__(
        self, business: Business, target: str, told: availability.NewCause, actor: Viewer
    ) -> None:
        self._line = business.subscriptions[target].pk
        self._told, self._actor = told, actor
        self._key = 0

    def tell(self, when: datetime) -> None:
        """It is told."""
        made = availability.tell_cause(
            subscription=self._line, told=self._told, actor=self._actor, at=when
        )
        self._key = made.pk

    def accept(self, actor: Viewer) -> Act:
        """A named person rules it out."""
        return lambda when: availability.accept_cause(cause_id=self._key, actor=actor, at=when)

    def decline(self, actor: Viewer, because: str) -> Act:
        """A named person says why it counts."""
        return lambda when: availability.decline_cause(
            cause_id=self._key, because=because, actor=actor, at=when
        )
