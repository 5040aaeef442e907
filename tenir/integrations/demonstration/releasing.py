"""The demonstration's new versions: handed to clients, and what each answered of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from tenir.apps.catalogue import queries as catalogued
from tenir.apps.releases import queries
from tenir.apps.releases import services as releases
from tenir.apps.releases.queries import Validation
from tenir.apps.support import services as support
from tenir.integrations.demonstration.delivery import tick
from tenir.integrations.demonstration.happening import Act, Happening
from tenir.integrations.demonstration.history import History, day_of
from tenir.integrations.demonstration.opening import Business, morning
from tenir.viewer import Viewer

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
LATELY = 9  # days before now: still awaited by one of its clients
# A version, the day on which it is handed out, and who validates it how many days later: the
# others let the delay pass.
HANDED = (
    ("real-estate-suite", "9.3", (1, 14), (("Henri Castelvieil", 16),)),
    ("drive", "11.1", (2, 11), (("Alice Fontanel", 6), ("Inès Darlande", 21))),
    ("quality-management", "8.0", (5, 11), (("Farid Bouzelmat", 28),)),
    ("drive", "12.0", (7, 8), (("Bruno Escoffre", 12),)),
    ("hr-chatbot", "3.2", (7, 27), ()),  # its subscription ends first
    ("mobile-sales", "5.0", LATELY, (("Vilde Sørhaug", 4),)),
)
REFUSED = ("drive", "12.0", (7, 20), "Henri Castelvieil")
WHY = (
    "Depuis la 12.0, un dossier partagé avec les élus perd ses droits de lecture quand on le "
    "renomme : notre plan d'essai l'exige au point 4."
)
ANSWER = "Corrigé par la 12.0.1 : les droits suivent le dossier renommé."
AGAIN = ("drive", "12.0", (7, 22))  # to a client that has come since


def released(year: History, business: Business, at: datetime) -> Iterator[Happening]:
    """Versions made available, validated, refused, let lapse, let go of; the last are awaited."""
    rita = business.staff["releases"]
    for product, number, day, answers in HANDED:
        when = at - day * _DAY if isinstance(day, int) else morning(day_of(year.months, *day))
        yield when + _HOUR, _hand(product, number, rita)
        for name, days in answers:
            yield when + days * _DAY + 2 * _HOUR, _validate(product, number, business.people[name])
        yield when + 32 * _DAY, tick
    product, number, day, name = REFUSED
    when = morning(day_of(year.months, *day)) + 3 * _HOUR
    yield when, _refuse(product, number, business.people[name], business.staff["agent"])
    product, number, day = AGAIN
    came = morning(day_of(year.months, *day)) + _HOUR
    yield came, _hand(product, number, rita)
    yield came + 32 * _DAY, tick


def _hand(product: str, number: str, actor: Viewer) -> Act:
    return lambda when: releases.make_available(
        catalogued.version_of(catalogued.product(product), number), actor=actor, at=when
    )


def _validate(product: str, number: str, who: Viewer) -> Act:
    return lambda when: releases.validate(_of(product, number, who).pk, actor=who, at=when)


def _refuse(product: str, number: str, who: Viewer, sam: Viewer) -> Act:
    """Refused with its reason; support takes the request, answers it and has it resolved."""

    def act(when: datetime) -> None:
        found = releases.refuse(_of(product, number, who).pk, because=WHY, actor=who, at=when)
        if found.request_id is not None:
            support.take_in_charge(found.request_id, actor=sam, at=when + _HOUR)
            support.resolve(found.request_id, ANSWER, actor=sam, at=when + 6 * _DAY)

    return act


def _of(product: str, number: str, who: Viewer) -> Validation:
    found = queries.validations(who).filter(version__product__key=product, version__number=number)
    return found.get()
