"""Works on both clients' lines, and what went wrong there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tenir.apps.maintenance import services as maintenance
from tenir.apps.publishing import services as publishing
from tenir.terms.works_recurring import Recurrence
from tests.cast import Cast
from tests.stories.world.sides import DOWN_FROM, OCTOBER, ORDERED, Side


def plan_works(cast: Cast, side: Side) -> None:
    """Works not announced yet, others that come back, and when nothing is to be touched."""
    to_come = datetime(2026, 11, 7, 20, tzinfo=UTC)
    asked = {"kind": "planned", "subscriptions": [side.subscription]}
    maintenance.plan(
        maintenance.Planned(
            **asked, number=f"D-{side.word}", title_fr=f"Essai {side.word}", starts_at=to_come,
            ends_at=to_come + timedelta(hours=1), course="person",
        ),
        announce=False, actor=cast.olga, at=OCTOBER,
    )  # fmt: skip
    rule = Recurrence(("sat",), "22:00", "23:00", date(2026, 10, 17), date(2026, 10, 17))
    again = maintenance.Again(
        **asked, number=f"R-{side.word}", title_fr=f"Copie {side.word}", rule=rule
    )
    maintenance.repeat(again, actor=cast.olga, at=OCTOBER)
    frozen = maintenance.freeze(
        client=side.organisation, starts_at=to_come + timedelta(days=3),
        ends_at=to_come + timedelta(days=4), because=f"Closing of {side.word}", actor=cast.anna,
        at=OCTOBER,
    )  # fmt: skip
    side.keys |= {
        "draft_works": f"D-{side.word}", "recurring": f"R-{side.word}", "freeze": frozen.pk,
        "recurring_works": f"R-{side.word}-20261017",
    }  # fmt: skip


def go_wrong(cast: Cast, side: Side) -> None:
    """An incident that was published to that client alone, from the hour of its outage."""
    said = publishing.Said(
        state="identified", impact="critical", text_fr=f"Le disque de {side.word} était plein",
        text_en=f"The disk of {side.word} was full",
    )  # fmt: skip
    found = publishing.publish(
        title_fr=f"Panne chez {side.word}", title_en=f"Outage at {side.word}", said=said,
        products=["drive"], client=side.organisation, began_at=DOWN_FROM, actor=cast.olga,
        at=OCTOBER,
    )  # fmt: skip
    made = publishing.make_link(
        side.organisation, name=f"calendar of {side.word}", actor=getattr(cast, side.main),
        at=OCTOBER,
    )  # fmt: skip
    side.keys["link"] = made.link.pk
    words = publishing.Words(
        name_fr=f"Panne chez {side.word}", begins=False, state="identified", impact="major",
        text_fr="La cause est [cause].",
    )  # fmt: skip
    side.keys["wording"] = publishing.keep_wording(words, actor=cast.olga, at=OCTOBER).pk
    side.keys["incident"] = found.reference
    side.keys["incident_row"] = found


def plan_for_both(cast: Cast, sides: tuple[Side, Side]) -> None:
    """Works that name a subscription of each client: neither learns of the other's."""
    maintenance.put_on_record(
        number="W-both", kind="planned", starts_at=DOWN_FROM - timedelta(days=4),
        ends_at=DOWN_FROM - timedelta(days=4, hours=-1), announced_at=ORDERED,
        subscriptions=[side.subscription for side in sides], actor=cast.olga, at=ORDERED,
    )  # fmt: skip
