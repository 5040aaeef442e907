"""What was agreed with both clients: the agreement's versions, contracts, orders, prerequisites."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

from tenir.apps.agreements import queries as agreed
from tenir.apps.agreements import services as agreements
from tenir.apps.catalogue import queries as on_offer
from tenir.apps.catalogue import services as catalogue
from tenir.apps.orders import services as orders
from tenir.apps.reports import services as reports
from tenir.terms.resolution import Terms
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast
from tests.stories.world.sides import FIRST, NOTIFIED, ORDERED, READY, SIGNED, Side


def offer(cast: Cast) -> agreed.Version:
    """The agreement and its catalogue, with a third party that promises less than it does."""
    (reference,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreed.agreement_of(reference), actor=SYSTEM, at=LONG_AGO)
    catalogue.state_conditions(
        "k2-geospatial", conditions_fr="Les siennes", conditions_en="Its own",
        promises={"availability": "99 %"}, actor=cast.adam, at=LONG_AGO,
    )  # fmt: skip
    catalogue.add_module(
        on_offer.product("drive"), key="search", name_fr="Recherche", name_en="Search",
        actor=cast.rita, at=LONG_AGO,
    )  # fmt: skip
    return reference


def sign(cast: Cast, side: Side) -> None:
    """A contract of two lines with a term of its own, its access and what is the client's own."""
    own = {
        "id": f"{side.word}.target", "layer": "contract.special", "replaces": "availability.target",
        "set": {"value": "99.6 %"}, "clause": "1.2",
    }  # fmt: skip
    lines = [
        agreements.NewLine(product="drive", seats=20, yearly_fee=side.fees[0]),
        agreements.NewLine(product="real-estate-suite", yearly_fee=side.fees[1]),
    ]
    contract = agreements.sign_contract(
        client=side.organisation, number=f"CT-{side.word}", starts_on=FIRST, lines=lines,
        overrides=[own], actor=cast.anna, at=SIGNED,
    )  # fmt: skip
    line = contract.subscriptions.get(product__key="drive")
    access = agreements.open_access(subscription=line.pk, actor=cast.anna, at=SIGNED)
    specific = agreements.record_specific(
        subscription=line.pk, kind="development", name=f"Export for {side.word}",
        actor=cast.anna, at=SIGNED,
    )  # fmt: skip
    side.keys |= {
        "contract": contract.pk, "contract_row": contract, "subscription": line.pk,
        "subject": line.subject, "contract_number": contract.number, "access": access.pk,
        "specific": specific.pk,
    }  # fmt: skip


def order(cast: Cast, side: Side) -> None:
    """An on-call service asked for, priced and accepted; a wish that waits; time billed."""
    main = getattr(cast, side.main)
    quote = orders.ask(
        side.contract_row, "on_call", wish=f"Saturdays at {side.word}", actor=main, at=ORDERED
    )
    offer = orders.Offer(
        words=f"On-call service for {side.word}", yearly=Decimal(side.fees[2]),
        starts_on=date(2026, 7, 1), valid_until=date(2026, 6, 30),
    )  # fmt: skip
    quote = orders.price(quote, offer, actor=cast.anna, at=ORDERED)
    order = orders.accept(quote, actor=main, at=ORDERED)
    waiting = orders.ask(
        side.contract_row, "training", wish=f"A day at {side.word}", actor=main, at=ORDERED
    )
    billed = orders.bill(
        side.contract_row, key=f"{side.word}/time", label=f"Two hours for {side.word}",
        quantity=Decimal(2), unit_price=Decimal(95), due_on=date(2026, 6, 30), actor=cast.sam,
        at=ORDERED,
    )  # fmt: skip
    side.keys |= {"quote": quote.pk, "waiting": waiting.pk, "order": order.pk, "billed": billed.pk}


def need(cast: Cast, sides: tuple[Side, Side], terms: Terms) -> None:
    """A version whose prerequisites each has read, and a later one whose nobody has."""
    drive = on_offer.product("drive")
    concerned = [side.organisation for side in sides]
    for number, on, read in (("5.1", date(2026, 6, 2), True), ("5.2", date(2026, 6, 3), False)):
        version = catalogue.release_version(
            drive, number=number, released_on=on, terms=terms, actor=cast.rita, at=ORDERED
        )
        edition = catalogue.publish_prerequisites(
            version, items=[_needing(number)], required_from=date(2026, 12, 1), concerned=concerned,
            actor=cast.rita, at=ORDERED,
        )  # fmt: skip
        update = catalogue.attach_update_file(
            version, BytesIO(f"What {number} brings\n".encode()), filename=f"drive-{number}.txt",
            actor=cast.rita, at=ORDERED,
        )  # fmt: skip
        for side in sides:
            side.keys |= {"update": update.pk}
            side.keys |= {"released": version.pk, "edition": edition.pk}  # the last: unread
        for side in sides if read else ():
            acknowledged = catalogue.acknowledge_prerequisites(
                edition.pk, organisation=side.organisation, actor=getattr(cast, side.main),
                at=READY,
            )  # fmt: skip
            side.keys["acknowledgement"] = acknowledged.pk


def _needing(number: str) -> catalogue.Needed:
    return catalogue.Needed("technical", "16 Go", "16 GB", "documentation", f"Guide {number}")


def publish(cast: Cast, reference: agreed.Version) -> agreed.Version:
    made = draft_version(cast, reference, "2", "99.8 %")
    agreements.publish(made.pk, actor=cast.anna, at=NOTIFIED)
    reports.ask_replay(version=made.pk, actor=cast.anna, at=NOTIFIED)
    return made


def draft_version(
    cast: Cast, reference: agreed.Version, number: str, target: str
) -> agreed.Version:
    convention = reference.convention
    for old, new in (('version: "1"', f'version: "{number}"'), ("99.5 %", target)):
        convention = convention.replace(f"value: {old}" if "%" in old else old,
                                        f"value: {new}" if "%" in new else new, 1)  # fmt: skip
    return agreements.draft_version(
        convention=convention, text=reference.text, actor=cast.anna, at=SIGNED
    )
