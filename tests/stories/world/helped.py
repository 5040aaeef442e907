"""How both clients were helped: requests, articles, a training."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tenir.apps.agreements import queries as agreed
from tenir.apps.agreements import services as agreements
from tenir.apps.parties import queries as parties_seen
from tenir.apps.support import services as support
from tenir.apps.support.models import Moving
from tenir.viewer import SYSTEM
from tests.cast import Cast
from tests.stories.world.sides import FIRST, HELPED, Side


def help_out(cast: Cast, side: Side) -> None:
    """Two requests: one answered and followed, one passed on; a ruling, and what is inside."""
    main = getattr(cast, side.main)
    lines = agreed.subscriptions(SYSTEM, contract=side.contract)
    elements = {
        "problem": f"The export stops at {side.word}", "observed": "Nothing", "expected": "A file",
        "steps": f"Ask {side.word}", "context": "None", "impact": "high", "urgency": "critical",
    }  # fmt: skip
    first, second = (
        support.open_request(
            side.organisation, {**elements, "subscription": line.pk}, actor=main, at=HELPED
        )
        for line in lines.order_by("pk")
    )
    support.note(first.pk, f"Known at {side.word}", actor=cast.sam, at=HELPED)
    support.follow(first.pk, actor=main)
    support.be_on(first.pk, actor=cast.sam, now=HELPED)
    support.link(first.pk, to=second.pk, actor=cast.sam, at=HELPED)
    support.take_in_charge(second.pk, actor=cast.sam, at=HELPED)
    support.hand_over(second.pk, software="k2-geospatial", actor=cast.sam, at=HELPED)
    support.rule_out(
        second.pk, reason="other_product", evidence=f"Seen at {side.word}", actor=cast.sam,
        at=HELPED,
    )  # fmt: skip
    contract = side.contract
    support.set_billing_terms(contract, hourly_rate=Decimal(95), actor=cast.anna, at=HELPED)
    support.buy_hours(
        contract, minutes=30, key=f"hours/{side.word}", bought_on=HELPED.date(), actor=cast.anna,
        at=HELPED,
    )  # fmt: skip
    support.announce_time(
        second.pk, because=f"Seen at {side.word}", minutes=60, actor=cast.sam, at=HELPED
    )
    support.record_time(
        second.pk, nature="analysis", minutes=60, started_at=HELPED, actor=cast.sam, at=HELPED
    )
    support.charge_time(second.pk, actor=cast.sam, at=HELPED)
    spent = support.record_time(
        first.pk, nature="analysis", minutes=10, started_at=HELPED, words=f"Read at {side.word}",
        actor=cast.sam, at=HELPED,
    )  # fmt: skip
    team = support.make_team(
        f"Team of {side.word}", members=[cast.people["sam"].pk], actor=cast.sam
    )
    canned = support.keep_answer(
        f"Answer for {side.word}", text_fr="Bonjour", text_en="Hello", actor=cast.sam
    )
    kept = support.keep_mail(
        f"Subject: {side.word}\n\nHelp".encode(), reason="requests.mail_opens", title=side.word,
        text=f"Help {side.word}", request=first, at=HELPED,
    )  # fmt: skip
    _close(cast, side, first.pk)
    side.keys |= {
        "request": first.pk, "ruled_out": second.pk, "kept_mail": kept.pk, "team": team.pk,
        "canned": canned.pk, "time": spent.pk,
    }  # fmt: skip


def _close(cast: Cast, side: Side, moves: int) -> None:
    """A closing whose clocks were moved in the background: as many as that key."""
    closure = agreements.announce_closure(
        date(2031, 1, len(side.word)), because="Stocktaking", actor=cast.anna, at=HELPED
    )
    told = {"of": moves, "told_at": HELPED, "finished_at": HELPED}
    Moving.objects.update_or_create(closure=closure, defaults=told)


def write_for_all(cast: Cast, sides: tuple[Side, Side]) -> None:
    """An article that every client reads."""
    made = support.write_article(
        title_fr="Pour tous", body_fr="Des mots", actor=cast.sam, at=HELPED
    )
    support.publish_article(made.article_id, actor=cast.sam, at=HELPED)
    for side in sides:
        side.keys["for_all"] = made.article_id


def write_down(cast: Cast, side: Side) -> None:
    """An article for staff alone, the main contact trained, and what it proposes."""
    known = support.write_article(
        title_en=f"For {side.word}", body_en="Words", inside=True, actor=cast.sam, at=HELPED
    )
    support.publish_article(known.article_id, actor=cast.sam, at=HELPED)
    contact = parties_seen.contacts_of(SYSTEM, side.organisation).filter(main=True).first()
    assert contact
    training = support.record_training(
        contact.pk, product="drive", trained_on=FIRST, actor=cast.anna, at=HELPED
    )
    proposal = support.propose(
        side.organisation, product="drive", title=f"Less {side.word}", text="Of it",
        actor=getattr(cast, side.main), at=HELPED,
    )  # fmt: skip
    side.keys |= {
        "article": known.article_id, "training": training.pk, "proposal": proposal.pk
    }  # fmt: skip
