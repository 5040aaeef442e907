"""Two versions handed to both clients: the one each has validated, the other waits."""

from __future__ import annotations

from tenir.apps.catalogue import queries as on_offer
from tenir.apps.releases import queries as releases
from tenir.apps.releases import services
from tests.cast import Cast
from tests.stories.world.sides import HELPED, Side


def hand_out(cast: Cast, sides: tuple[Side, Side]) -> None:
    """Drive 5.1 and 5.2 are made available; each client's main contact validates the first."""
    drive = on_offer.product("drive")
    for number in ("5.1", "5.2"):
        version = on_offer.version_of(drive, number)
        services.make_available(version, actor=cast.rita, at=HELPED)
    for side in sides:
        own = releases.validations(cast.rita).filter(organisation=side.organisation)
        first = own.get(version__number="5.1")
        services.validate(first.pk, actor=getattr(cast, side.main), at=HELPED)
        side.keys |= {"validated": first.pk, "validation": own.get(version__number="5.2").pk}
