"""Both clients of the cast with one of everything that a query can return, made by the services.

What belongs to Ateliers Martin says “martin” somewhere, what belongs to Novak says “novak”: a word
that turns up before the other client's people is a leak, whatever table it came from.
"""

from __future__ import annotations

from tenir.apps.agreements.queries import agreement_of
from tenir.apps.journal import services as journal
from tenir.apps.parties import services as parties
from tenir.integrations.upkeep import searching
from tests.cast import assemble
from tests.stories.world.agreed import draft_version, need, offer, order, publish, sign
from tests.stories.world.helped import help_out, write_down, write_for_all
from tests.stories.world.measured import measure
from tests.stories.world.people import add_people, let_one_go, put_people_to_work
from tests.stories.world.planned import go_wrong, plan_for_both
from tests.stories.world.released import hand_out
from tests.stories.world.sides import (
    AUDIENCES,
    DOWN_FROM,
    FIRST,
    HELPED,
    MONTH,
    NOTIFIED,
    NOW,
    OCTOBER,
    SIGNED,
    Side,
    World,
)
from tests.stories.world.told import keep, listen, note_keys, tell

__all__ = [
    "AUDIENCES", "DOWN_FROM", "FIRST", "HELPED", "MONTH", "NOTIFIED", "NOW", "OCTOBER", "SIGNED",
    "Side", "World", "again", "build",
]  # fmt: skip


def build() -> World:
    """All of it, in the database: run it inside a transaction that is rolled back."""
    cast = assemble()
    searching.rebuild()  # the cast is put there without the acts
    sides = (
        Side("martin", cast.martin.pk, cast.martin.number, "alice"),
        Side("novak", cast.novak.pk, cast.novak.number, "charlie"),
    )
    reference = offer(cast)
    terms = agreement_of(reference).terms()
    add_people(cast)
    for side in sides:
        let_one_go(cast, side, terms)
    for side in sides:
        listen(cast, side)
        sign(cast, side)
        order(cast, side)
        put_people_to_work(cast, side, terms)
        keep(cast, side)
    need(cast, sides, terms)
    for side in sides:
        measure(cast, side)
    plan_for_both(cast, sides)
    published = publish(cast, reference)
    hand_out(cast, sides)
    for side in sides:
        help_out(cast, side)
        write_down(cast, side)
        tell(cast, side)
    write_for_all(cast, sides)
    draft = draft_version(cast, reference, "3", "99.9 %")
    _seal(sides)
    return World(cast, sides, terms, reference, published, draft, dict(cast.everyone))


def _seal(sides: tuple[Side, Side]) -> None:
    """The journal is sealed, and what acts left by the way is noted."""
    journal.seal(NOW)
    for side in sides:
        note_keys(side)


def again(world: World, side: Side) -> None:
    """As much happens to that client once more, under other words: to it alone."""
    more = Side(f"{side.word}2", side.organisation, side.number, side.main, dict(side.keys))
    for happens in (listen, sign, order, go_wrong, help_out):
        happens(world.cast, more)
    keep(world.cast, more, AUDIENCES[1:])
    parties.designate(
        side.organisation, name=f"Later at {side.word}", email=f"later@{side.word}.example.org",
        actor=world.cast.anna, at=HELPED,
    )  # fmt: skip
