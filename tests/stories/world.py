"""Both clients of the cast with one of everything that a query can return, made by the services.

What belongs to Ateliers Martin says “martin” somewhere, what belongs to Novak says “novak”: a word
that turns up before the other client's people is a leak, whatever table it came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from allauth.usersessions.models import UserSession
from pypdf import PdfWriter

from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.models import Membership
from tenir.apps.agreements import queries as agreed
from tenir.apps.agreements import services as agreements
from tenir.apps.availability import queries as measured
from tenir.apps.availability import services as availability
from tenir.apps.catalogue import queries as on_offer
from tenir.apps.catalogue import services as catalogue
from tenir.apps.commitments import queries as promised
from tenir.apps.documents import services as documents
from tenir.apps.journal import queries as journalled
from tenir.apps.journal import services as journal
from tenir.apps.maintenance import services as maintenance
from tenir.apps.notices import queries as told
from tenir.apps.notices import services as notices
from tenir.apps.notices.queries import Channel, Outcome
from tenir.apps.orders import services as orders
from tenir.apps.parties import queries as parties_seen
from tenir.apps.parties import services as parties
from tenir.apps.penalties import services as penalties
from tenir.apps.publishing import services as publishing
from tenir.apps.reports import services as reports
from tenir.apps.support import services as support
from tenir.integrations.upkeep import searching
from tenir.terms.kinds_availability import Exclusions
from tenir.terms.resolution import Terms
from tenir.terms.works_recurring import Recurrence
from tenir.viewer import SYSTEM, ClientRole, Viewer
from tests.cast import LONG_AGO, Cast, assemble

SIGNED = datetime(2026, 1, 5, 9, tzinfo=UTC)
FIRST = date(2026, 1, 1)
ORDERED = datetime(2026, 6, 1, 9, tzinfo=UTC)
READY = datetime(2026, 7, 1, 9, tzinfo=UTC)
DOWN_FROM = datetime(2026, 9, 15, 6, tzinfo=UTC)
MISSED_FROM = datetime(2026, 8, 10, 6, tzinfo=UTC)
MONTH = "2026-09"
OCTOBER = datetime(2026, 10, 1, 4, tzinfo=UTC)
NOTIFIED = datetime(2026, 10, 5, 9, tzinfo=UTC)
HELPED = datetime(2026, 10, 6, 9, tzinfo=UTC)
NOW = datetime(2026, 10, 12, 9, tzinfo=UTC)
AUDIENCES = ("everyone", "client", "staff", "security")
FEES = {"martin": ("48317", "12291", "6113"), "novak": ("57643", "13859", "7219")}  # a year


@dataclass
class Side:
    """One client, whose main contact acts for it, and the key of each of its things."""

    word: str  # what its things say
    organisation: int
    number: str
    main: str  # the cast's name of its main contact
    keys: dict[str, Any] = field(default_factory=dict)

    @property
    def fees(self) -> tuple[str, str, str]:
        """What it pays a year for its lines and its on-call service."""
        return FEES[self.word.removesuffix("2")]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["keys"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class World:
    """The cast, both clients filled alike, the agreement's versions."""

    cast: Cast
    sides: tuple[Side, Side]
    terms: Terms
    reference: agreed.Version
    published: agreed.Version
    draft: agreed.Version
    viewers: Mapping[str, Viewer]


def build() -> World:
    """All of it, in the database: run it inside a transaction that is rolled back."""
    cast = assemble()
    searching.rebuild()  # the cast is put there without the acts
    sides = (
        Side("martin", cast.martin.pk, cast.martin.number, "alice"),
        Side("novak", cast.novak.pk, cast.novak.number, "charlie"),
    )
    reference = _offered(cast)
    terms = agreed.agreement_of(reference).terms()
    _more_people(cast)
    for side in sides:
        _left(cast, side, terms)
    for side in sides:
        _listening(cast, side)
        _signed(cast, side)
        _ordered(cast, side)
        _people_of(cast, side, terms)
        _kept(cast, side)
    _needed(cast, sides, terms)
    for side in sides:
        _measured(cast, side)
    _works_on_both(cast, sides)
    published = _published(cast, reference)
    for side in sides:
        _helped(cast, side)
        _known(cast, side)
        _told(cast, side)
    _known_by_all(cast, sides)
    draft = _second_version(cast, reference, "3", "99.9 %")
    journal.seal(NOW)
    for side in sides:
        _found(side)
    viewers = dict(cast.everyone)
    return World(cast, sides, terms, reference, published, draft, viewers)


def again(world: World, side: Side) -> None:
    """As much happens to that client once more, under other words: to it alone."""
    more = Side(f"{side.word}2", side.organisation, side.number, side.main, dict(side.keys))
    for happens in (_listening, _signed, _ordered, _gone_wrong, _helped):
        happens(world.cast, more)
    _kept(world.cast, more, AUDIENCES[1:])
    parties.designate(
        side.organisation, name=f"Later at {side.word}", email=f"later@{side.word}.example.org",
        actor=world.cast.anna, at=HELPED,
    )  # fmt: skip


def _left(cast: Cast, side: Side, terms: Terms) -> None:
    """Someone who spoke for the client, and does no more."""
    gone = parties.designate(
        side.organisation, name=f"Former at {side.word}", email=f"former@{side.word}.example.org",
        invite=False, actor=cast.anna, at=LONG_AGO,
    )  # fmt: skip
    parties.remove_contact(side.organisation, gone.pk, terms=terms, actor=cast.anna, at=LONG_AGO)
    side.keys["former_contact"] = gone.pk


def _offered(cast: Cast) -> agreed.Version:
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


def _more_people(cast: Cast) -> None:
    """Novak has a contact and a reader as Martin has; Vera reads for one, speaks for the other."""
    for name in ("dora", "emil", "vera"):
        cast.people[name] = accounts.add_person(
            f"{name}@example.org", name=name.capitalize(), actor=cast.adam, at=LONG_AGO,
            professional_use_at=LONG_AGO,
        )  # fmt: skip
    for name in ("dora", "vera"):
        parties.designate(
            cast.novak.pk, name=name.capitalize(), email=f"{name}@example.org",
            person=cast.people[name], actor=cast.anna, at=LONG_AGO,
        )  # fmt: skip
    for name, client in (("emil", cast.novak), ("vera", cast.martin)):
        accounts.grant(
            cast.people[name], organisation=client.organisation, role=ClientRole.READER,
            actor=cast.anna, at=LONG_AGO,
        )  # fmt: skip


def _listening(cast: Cast, side: Side) -> None:
    endpoint, _ = notices.add_endpoint(
        organisation=side.organisation, url=f"https://{side.word}.example.org/tenir", kinds=(),
        actor=getattr(cast, side.main), at=SIGNED,
    )  # fmt: skip
    side.keys["endpoint"] = endpoint.pk


def _signed(cast: Cast, side: Side) -> None:
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


def _ordered(cast: Cast, side: Side) -> None:
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


def _people_of(cast: Cast, side: Side, terms: Terms) -> None:
    """What its people have under way: a change to verify, an invitation, a token, sign-ins."""
    main = getattr(cast, side.main)
    parties.confirm_contacts(side.organisation, actor=main, at=ORDERED)
    change = parties.ask_change(
        side.organisation, terms=terms, telephone=f"+33 6 00 00 0{len(side.word)} 00",
        actor=main, at=ORDERED,
    )  # fmt: skip
    parties.sign_change(
        change.pk, content=_signed_page(side.word), filename=f"{side.word}.pdf",
        signatory_name=f"Head of {side.word}", signatory_title="Director", actor=main, at=ORDERED,
    )  # fmt: skip
    invitation = parties.invite_reader(
        side.organisation, name=f"New at {side.word}", email=f"new@{side.word}.example.org",
        actor=main, at=ORDERED,
    )  # fmt: skip
    view = accounts.save_view(
        page="portal:notices", name=f"Sent to {side.word}", asked="state=sent",
        actor=main, at=SIGNED,
    )  # fmt: skip
    token = accounts.create_token(
        f"program of {side.word}", scopes=["read"], expires_at=NOW + timedelta(days=30),
        actor=main, at=ORDERED,
    )  # fmt: skip
    accounts.note_sign_in(
        "signed_in", method="password", at=ORDERED, person=cast.people[side.main],
        user_agent=f"browser of {side.word}",
    )  # fmt: skip
    UserSession.objects.create(
        user=cast.people[side.main], ip="192.0.2.1", session_key=side.word,
        user_agent=f"browser of {side.word}",
    )  # fmt: skip
    organisation = parties_seen.client(SYSTEM, side.organisation).organisation
    provider = accounts.set_provider(
        organisation, issuer=f"https://login.{side.word}.example.org", client_id=side.word,
        client_secret="secret", domains=[f"{side.word}.example.org"], actor=cast.adam, at=ORDERED,
    )  # fmt: skip
    side.keys |= {
        "person": cast.people[side.main].pk, "change": change.pk, "invitation": invitation.pk,
        "token": token.token.pk, "view": view.pk, "provider": provider.pk,
    }  # fmt: skip


def _signed_page(title: str) -> BytesIO:
    page, content = PdfWriter(), BytesIO()
    page.add_blank_page(width=595, height=842)
    page.add_metadata({"/Title": title})
    page.write(content)
    content.seek(0)
    return content


def _kept(cast: Cast, side: Side, audiences: Sequence[str] = AUDIENCES) -> None:
    """A document of each audience."""
    for audience in audiences:
        words = side.word if audience != "everyone" else "all"
        kept = documents.keep(
            BytesIO(f"kept for {words}, {audience}\n".encode()),
            filename=f"{words}-{audience}.txt", title=f"{words} {audience}", purpose="letter",
            organisation=side.organisation if audience != "everyone" else None,
            audience=audience, subject=f"letters/{side.organisation}", actor=cast.anna, at=ORDERED,
        )  # fmt: skip
        side.keys[f"document_{audience}"] = kept.pk


def _needed(cast: Cast, sides: tuple[Side, Side], terms: Terms) -> None:
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


def _measured(cast: Cast, side: Side) -> None:
    """A month measured and frozen, with an outage, what was ruled out of it, and works."""
    records = [
        availability.Record(datetime(2026, 7, 31, 22, tzinfo=UTC), "up"),
        availability.Record(MISSED_FROM, "down"),
        availability.Record(MISSED_FROM + timedelta(hours=8), "up"),
        availability.Record(DOWN_FROM, "down"),
        availability.Record(DOWN_FROM + timedelta(hours=8), "up"),
        availability.Record(OCTOBER - timedelta(hours=1), "up"),
    ]
    availability.record_measurements(
        subscription=side.subscription, records=records, source=f"probe of {side.word}",
        actor=cast.olga, at=OCTOBER,
    )  # fmt: skip
    side.keys["target"] = measured.targets(SYSTEM, subscription=side.subscription).get().pk
    availability.begin_file(
        f"{side.subscription:064}", name=f"{side.word}.csv", records=1, actor=cast.olga, at=OCTOBER
    )
    availability.change_target(
        side.keys["target"], timeout=20, because=f"New probe of {side.word}", actor=cast.olga,
        at=OCTOBER,
    )  # fmt: skip
    availability.add_target(
        availability.NewTarget(
            name=f"test-{side.word}", subscription=side.subscription, environment="test"
        ),
        actor=cast.olga, at=OCTOBER,
    )  # fmt: skip
    corrected = availability.correct(
        subscription=side.subscription, start=DOWN_FROM, end=DOWN_FROM + timedelta(hours=8),
        state="", because=f"A disk was full at {side.word}", actor=cast.olga, at=OCTOBER,
    )  # fmt: skip
    side.keys["correction"] = corrected.pk
    outages = measured.outages(SYSTEM).filter(
        subscription=side.subscription, state="down", start=DOWN_FROM
    )
    side.keys |= {"outage": outages.get().pk, "outage_row": outages.get()}
    reasons = agreed.terms_of(SYSTEM, side.subscription, at=DOWN_FROM)
    exclusion = availability.exclude(
        subscription=side.subscription, start=DOWN_FROM, end=DOWN_FROM + timedelta(hours=1),
        reason=_a_reason(reasons), evidence=f"Seen at {side.word}", actor=cast.olga, at=OCTOBER,
    )  # fmt: skip
    cause = availability.tell_cause(
        subscription=side.subscription, actor=cast.olga, at=OCTOBER,
        told=availability.NewCause(
            kind="misuse", start=DOWN_FROM + timedelta(hours=2),
            end=DOWN_FROM + timedelta(hours=3), evidence=f"A script at {side.word}",
        ),
    )  # fmt: skip
    side.keys["cause"] = cause.pk
    maintenance.put_on_record(
        number=f"W-{side.word}", kind="planned", starts_at=DOWN_FROM - timedelta(days=3),
        ends_at=DOWN_FROM - timedelta(days=3, hours=-1), subscriptions=[side.subscription],
        announced_at=ORDERED, actor=cast.olga, at=ORDERED,
    )  # fmt: skip
    frozen = reports.freeze_month(
        subscription=side.subscription, month=MONTH, actor=cast.olga, at=OCTOBER
    )
    side.keys |= {"exclusion": exclusion.pk, "works": f"W-{side.word}", "frozen": frozen.pk}
    _works_to_come(cast, side)
    _past(cast, side)
    _penalised(cast, side)
    _gone_wrong(cast, side)


def _past(cast: Cast, side: Side) -> None:
    """A penalty that was settled before Tenir kept the books."""
    settled = penalties.Settled(
        where="", reference=f"P-{side.word}", target=_target_of(side), month="2026-02",
        amount=Decimal("12.00"), settled_by=f"AV-{side.word}",
    )  # fmt: skip
    penalties.bring_in_penalties([settled], actor=cast.fred, at=OCTOBER)


def _target_of(side: Side) -> str:
    return agreed.subscription(SYSTEM, side.subscription).target


def _works_to_come(cast: Cast, side: Side) -> None:
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


def _penalised(cast: Cast, side: Side) -> None:
    """A claim credited, of the month frozen, and one that came too late."""
    main = getattr(cast, side.main)
    parties.change_client(side.organisation, siren="552100554", actor=cast.anna, at=OCTOBER)
    penalties.set_invoicing(
        legal_name="Lumen", siren="732829320", street="1 rue du Port", postcode="44000",
        city="Nantes", vat="damages", reason="Hors champ", actor=cast.fred, at=OCTOBER,
    )  # fmt: skip
    sent, late = (
        penalties.send_claim(subscription=side.subscription, month=month,
                             words=f"Of {side.word}", actor=main, at=OCTOBER)
        for month in (MONTH, "2026-08")
    )  # fmt: skip
    note = penalties.issue(
        sent.pk, corrects=f"F-{side.word}", corrects_on=FIRST, fee_paid=True, actor=cast.fred,
        at=OCTOBER,
    )  # fmt: skip
    assert sent.right
    side.keys |= {"right": sent.right.pk, "claim": late.pk, "note": note.pk}


def _gone_wrong(cast: Cast, side: Side) -> None:
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


def _helped(cast: Cast, side: Side) -> None:
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
    side.keys |= {
        "request": first.pk, "ruled_out": second.pk, "kept_mail": kept.pk, "team": team.pk,
        "canned": canned.pk, "time": spent.pk,
    }  # fmt: skip


def _known_by_all(cast: Cast, sides: tuple[Side, Side]) -> None:
    """An article that every client reads."""
    made = support.write_article(
        title_fr="Pour tous", body_fr="Des mots", actor=cast.sam, at=HELPED
    )
    support.publish_article(made.article_id, actor=cast.sam, at=HELPED)
    for side in sides:
        side.keys["for_all"] = made.article_id


def _known(cast: Cast, side: Side) -> None:
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


def _works_on_both(cast: Cast, sides: tuple[Side, Side]) -> None:
    """Works that name a subscription of each client: neither learns of the other's."""
    maintenance.put_on_record(
        number="W-both", kind="planned", starts_at=DOWN_FROM - timedelta(days=4),
        ends_at=DOWN_FROM - timedelta(days=4, hours=-1), announced_at=ORDERED,
        subscriptions=[side.subscription for side in sides], actor=cast.olga, at=ORDERED,
    )  # fmt: skip


def _a_reason(terms: Terms) -> str:
    return terms.get("availability.excluded", Exclusions).term.items[0].id


def _published(cast: Cast, reference: agreed.Version) -> agreed.Version:
    made = _second_version(cast, reference, "2", "99.8 %")
    agreements.publish(made.pk, actor=cast.anna, at=NOTIFIED)
    reports.ask_replay(version=made.pk, actor=cast.anna, at=NOTIFIED)
    return made


def _second_version(
    cast: Cast, reference: agreed.Version, number: str, target: str
) -> agreed.Version:
    convention = reference.convention
    for old, new in (('version: "1"', f'version: "{number}"'), ("99.5 %", target)):
        convention = convention.replace(f"value: {old}" if "%" in old else old,
                                        f"value: {new}" if "%" in new else new, 1)  # fmt: skip
    return agreements.draft_version(
        convention=convention, text=reference.text, actor=cast.anna, at=SIGNED
    )


def _told(cast: Cast, side: Side) -> None:
    """A message perhaps received twice; a call to make; all of it owed by acts, but the call."""
    person = cast.people[side.main]
    sent = told.notices(SYSTEM).filter(organisation=side.organisation, person=person)
    mail = sent.filter(kind="agreements.version_notified", channel=Channel.EMAIL).get()
    first = notices.claim(mail.pk, by="one", at=NOTIFIED)
    assert first
    notices.settle(first, notices.Answer(Outcome.UNANSWERED, "no answer"), at=NOTIFIED)
    second = notices.claim(mail.pk, by="two", at=NOTIFIED + timedelta(days=1))
    assert second
    notices.settle(
        second,
        notices.Answer(Outcome.ACCEPTED, "250 ok"),
        at=NOTIFIED + timedelta(days=1, minutes=1),
    )
    notices.owe(
        "notices.unreachable", key=f"call/{side.word}", actor=SYSTEM, at=NOTIFIED,
        to=[notices.Recipient(person.pk, person.email, "fr", "+33 1 00 00 00 00")],
        values={"address": f"old@{side.word}.example.org", "because": "550", "title": "Hello",
                "since": NOTIFIED},
        subject=f"client/{side.organisation}", organisation=side.organisation,
        severity="critical", channels=("telephone",),
    )  # fmt: skip
    gone = told.Unreachable.objects.create(
        address=f"old@{side.word}.example.org", since=NOTIFIED, because="550", notice=mail
    )
    side.keys |= {"notice": mail.pk, "unreachable": gone.pk}


def _found(side: Side) -> None:
    """The keys of what acts have left by the way."""
    owed = told.notices(SYSTEM).filter(organisation=side.organisation)
    own = owed.filter(person=side.person, channel=Channel.IN_APP)
    latest = agreed.client_versions(SYSTEM, client=side.organisation, state="notified").get()
    due = promised.commitments(SYSTEM, organisation=side.organisation).last()
    assert due
    second = parties_seen.contacts_of(SYSTEM, side.organisation).filter(main=False).first()
    assert second
    reader = Membership.objects.get(organisation=side.organisation, role=ClientRole.READER,
                                    person__name__in=("Rose", "Emil"))  # fmt: skip
    side.keys |= {
        "contact": second.pk, "reader": reader.person_id, "role": reader.pk,
        "option": agreed.options(SYSTEM, client=side.organisation).latest("pk").pk,
        "call": owed.get(channel=Channel.TELEPHONE).pk,
        "own_notice": own.latest("pk").pk,
        "webhook": owed.filter(endpoint=side.endpoint).latest("pk").pk,
        "confidential": owed.filter(confidential=True).latest("pk").pk,
        "staff_notice": owed.filter(audience="staff", channel="email").latest("pk").pk,
        "client_version": latest.pk, "commitment": due.pk, "promise": due.key,
        "entries": list(
            journalled.entries(SYSTEM, client=side.organisation).values_list("pk", flat=True)
        ),
    }  # fmt: skip
