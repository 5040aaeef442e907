"""Contracts and their lines: what is signed, what is refused, who may know of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tenir.apps.agreements import queries, services
from tenir.apps.agreements.models import Amendment, Contract, Subscription, Version
from tenir.apps.catalogue import queries as catalogue_asked
from tenir.apps.catalogue import services as catalogue
from tenir.apps.catalogue.models import Module, Product, ProductVersion, Software
from tenir.apps.commitments import queries as commitments
from tenir.apps.journal import queries as journal
from tenir.apps.notices import queries as notices
from tenir.apps.parties.models import Contact
from tenir.terms.kinds_availability import Threshold
from tenir.terms.phrases import Language
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.agreements.conftest import FIRST, SIGNED, SPECIAL, NewLine
from tests.cast import Cast

Sign = Callable[..., Contract]
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINE = {"alice", "bob", "rose"}
STAFF = {"sam", "olga", "rita", "anna", "fred", "sofia", "adam"}


def faults(act: Callable[[], object], language: Language = "en") -> list[str]:
    with pytest.raises(services.FaultyContract) as refused:
        act()
    return [fault.message(language) for fault in refused.value.faults]


def line_of(contract: Contract) -> Subscription:
    return contract.subscriptions.get()


def test_a_contract_is_signed_with_its_lines_on_5_january(sign: Sign) -> None:
    lines = [NewLine(product="drive", yearly_fee="48000.00"), NewLine(product="process")]
    found = sign(lines=lines).subscriptions.order_by("pk")
    assert [(line.product.key, line.target, line.yearly_fee) for line in found] == [
        ("drive", "c-1-drive", Decimal("48000.00")), ("process", "c-1-process", None),
    ]  # fmt: skip


@pytest.mark.clause("1.2")
def test_a_contracts_special_terms_hold_for_its_subscriptions(cast: Cast, sign: Sign) -> None:
    line = line_of(sign(overrides=[SPECIAL]))
    terms = queries.terms_of(cast.alice, line.pk, at=MARCH)
    assert str(terms.get("availability.target", Threshold).term.value) == "999/1000"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_mistake_is_told_at_once_and_nothing_is_saved(
    cast: Cast, sign: Sign, language: Language
) -> None:
    environment = {"name": "", "kind": "moon", "colour": "red"}
    lines = [
        NewLine(product="abacus", seats=0, yearly_fee="NaN", environments=[environment]),
        NewLine(product="drive", ends_on=date(2025, 1, 1)),
        NewLine(product="drive", hosting="moon", target="a b", yearly_fee="1.005"),
    ]
    told = faults(
        lambda: sign(
            "", lines=lines, platform="third", ends_on=date(2025, 12, 31),
            overrides=[{**SPECIAL, "layer": "annex"}, {**SPECIAL, "set": {"value": "99"}}],
        ),
        language,
    )  # fmt: skip
    places = {message.split(": ")[0] for message in told}
    assert places == {
        "number", "ends_on", "platform", "overrides[1].layer", "overrides[2].set.value",
        "lines[1]", "lines[1].seats", "lines[1].yearly_fee", "lines[1].environments",
        "lines[1].environments[1]", "lines[2]", "lines[3]", "lines[3].target",
        "lines[3].yearly_fee",
    }  # fmt: skip
    assert not Contract.objects.exists()
    assert not journal.entries(SYSTEM, verb="agreements.contract").exists()


def test_a_number_and_a_target_are_taken_once(sign: Sign) -> None:
    sign("C-1")
    told = faults(lambda: sign("C-1", lines=[NewLine(product="process", target="c-1-drive")]))
    assert [message.split(": ")[0] for message in told] == ["number", "lines[1].target"]


def test_a_line_stands_inside_its_contract(cast: Cast, sign: Sign) -> None:
    contract = sign(ends_on=date(2026, 12, 31))
    told = faults(
        lambda: services.subscribe(
            contract=contract.pk, product="process", ends_on=date(2027, 1, 1), actor=cast.anna,
            at=MARCH,
        )
    )  # fmt: skip
    assert told == ["line: outside the contract's time, from 2026-01-01 to 2026-12-31"]


def test_a_product_off_the_catalogue_is_not_sold(cast: Cast, sign: Sign) -> None:
    line_of(sign()).product.__class__.objects.filter(key="process").update(withdrawn_at=MARCH)
    told = faults(lambda: sign("C-2", lines=[NewLine(product="process")]))
    assert told == [
        "lines[1].product: the product “process” is not on offer; load the catalogue first"
    ]


def test_only_those_who_keep_contracts_sign_them(cast: Cast, sign: Sign) -> None:
    allowed = set()
    for number, (name, who) in enumerate(cast.everyone):
        try:
            sign(f"C-{number}", actor=who, lines=[])
        except (NotAllowed, NotSeen):
            continue
        allowed.add(name)
    assert allowed == {"anna", "adam"}


def test_a_stranger_learns_nothing_by_trying_to_sign(cast: Cast, sign: Sign) -> None:
    with pytest.raises(NotSeen):
        sign(actor=cast.charlie)
    with pytest.raises(NotAllowed):
        sign(actor=cast.alice)


@pytest.mark.clause("1.2")
def test_an_amendment_holds_from_its_day_and_never_before(cast: Cast, sign: Sign) -> None:
    contract = sign()
    line = line_of(contract)
    services.amend_contract(
        contract=contract.pk, effective_on=date(2026, 4, 1), overrides=[SPECIAL],
        actor=cast.anna, at=MARCH,
    )  # fmt: skip
    before, after = (
        queries.terms_of(SYSTEM, line.pk, at=datetime(2026, *day, tzinfo=UTC))
        .get("availability.target", Threshold).term.value
        for day in ((3, 31, 21, 59), (3, 31, 22, 0))
    )  # fmt: skip
    assert (str(before), str(after)) == ("199/200", "999/1000")


def test_an_amendment_does_not_reach_back(cast: Cast, sign: Sign) -> None:
    with pytest.raises(services.PastAmendment):
        services.amend_contract(
            contract=sign().pk, effective_on=date(2026, 3, 1), overrides=[SPECIAL],
            actor=cast.anna, at=MARCH,
        )  # fmt: skip


@pytest.mark.clause("2.5")
def test_a_line_has_modules_of_the_catalogue_and_keeps_one_that_is_withdrawn(
    cast: Cast, sign: Sign
) -> None:
    drive = Product.objects.get(key="drive")
    asked = [NewLine(product="drive", modules=["sync", "scan"])]
    (told,) = faults(lambda: sign(lines=asked))
    assert told.startswith("lines[1].modules")
    Module.objects.create(product=drive, key="sync")
    Module.objects.create(product=drive, key="scan", withdrawn_at=MARCH)
    (told,) = faults(lambda: sign(lines=asked))
    assert "no module “scan”; modules of the catalogue: sync" in told
    Module.objects.filter(key="scan").update(withdrawn_at=None)
    line = line_of(sign(lines=asked))
    Module.objects.filter(key="scan").update(withdrawn_at=MARCH)
    ordered = services.change_line(
        subscription=line.pk, from_on=date(2026, 4, 1), modules=["scan"], seats=None,
        yearly_fee=None, actor=cast.anna, at=MARCH,
    )  # fmt: skip
    assert ordered.modules == ["scan"]


def needed(sign: Sign, cast: Cast, *, required_from: date) -> None:
    """Drive 5.0 needs a browser, from that day on; the client that signs next has not read it."""
    sign("C-0", client=cast.novak.pk)
    version = ProductVersion.objects.create(
        product=Product.objects.get(key="drive"), number="5.0", kind="version",
        released_on=date(2026, 1, 2),
    )  # fmt: skip
    browser = catalogue.Needed("technical", "Navigateur", "Browser", "documentation", "p. 12")
    catalogue.publish_prerequisites(
        version, items=[browser], required_from=required_from, concerned=[cast.novak.pk],
        actor=cast.anna, at=SIGNED,
    )  # fmt: skip


@pytest.mark.clause("4.1")
@pytest.mark.parametrize(
    ("starts_on", "read_by"),
    [
        (date(2026, 4, 1), datetime(2026, 3, 31, 22, tzinfo=UTC)),  # before it starts
        (date(2026, 1, 1), datetime(2026, 3, 2, 23, tzinfo=UTC)),  # by the end of the day
    ],
)
def test_whoever_subscribes_owes_to_have_read_what_the_product_needs(
    cast: Cast, sign: Sign, starts_on: date, read_by: datetime
) -> None:
    needed(sign, cast, required_from=date(2026, 2, 1))
    contract = sign(lines=[], starts_on=date(2026, 1, 1))
    services.subscribe(
        contract=contract.pk, product="drive", starts_on=starts_on, actor=cast.anna, at=MARCH
    )
    owed = commitments.commitments(cast.alice, kind="catalogue.acknowledge_prerequisites").get()
    assert (owed.due_at, owed.owed_by, owed.started_at) == (read_by, "client", MARCH)
    told = notices.notices(SYSTEM).filter(kind="catalogue.prerequisites_published")
    assert set(told.filter(organisation=cast.martin.pk).values_list("state", flat=True))
    (edition,) = catalogue_asked.unread(cast.alice, cast.martin.pk)
    catalogue.acknowledge_prerequisites(
        edition.pk, organisation=cast.martin.pk, actor=cast.alice, at=MARCH
    )
    services.subscribe(
        contract=contract.pk, product="drive", target="second", actor=cast.anna, at=MARCH
    )
    owed.refresh_from_db()
    assert owed.state == "kept"
    assert commitments.commitments(cast.alice, kind=owed.kind).count() == 1


@pytest.mark.clause("2.5")
def test_a_line_that_comes_to_more_keeps_its_fee_for_the_months_before(
    cast: Cast, sign: Sign
) -> None:
    line = line_of(sign())
    Module.objects.create(product=line.product, key="search")
    services.change_line(
        subscription=line.pk, from_on=date(2026, 4, 1), modules=["search"], seats=30,
        yearly_fee="60000.00", order="O-7", actor=cast.anna, at=MARCH,
    )  # fmt: skip
    fees = [
        queries.ordered_on(cast.alice, on)[line.pk].yearly_fee
        for on in (date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert fees == [Decimal("48000.00"), Decimal("60000.00")]


def test_what_is_ordered_from_a_later_day_stays_the_lines_last(cast: Cast, sign: Sign) -> None:
    """Thirty seats from 1 July are on order; twenty-five from April are for the time between."""
    line = line_of(sign())
    for from_on, seats in ((date(2026, 7, 1), 30), (date(2026, 4, 1), 25)):
        services.change_line(
            subscription=line.pk, from_on=from_on, modules=[], seats=seats, yearly_fee="48000.00",
            actor=cast.anna, at=MARCH,
        )  # fmt: skip
    line.refresh_from_db()
    assert line.seats == 30
    assert queries.ordered_on(cast.alice, date(2026, 5, 1))[line.pk].seats == 25


def test_nothing_is_ordered_after_a_lines_last_day(cast: Cast, sign: Sign) -> None:
    line = line_of(sign(ends_on=date(2026, 6, 30)))
    with pytest.raises(services.PastAmendment, match="from 2026"):
        services.change_line(
            subscription=line.pk, from_on=date(2026, 7, 1), modules=[], seats=30,
            yearly_fee="48000.00", actor=cast.anna, at=MARCH,
        )  # fmt: skip


def third_party(**promises: str) -> None:
    Software.objects.filter(products__key="real-estate-suite").update(
        conditions_at=SIGNED, promises=promises
    )


@pytest.mark.clause("2.7")
def test_a_promise_above_a_third_partys_own_is_flagged_when_the_contract_is_saved(
    cast: Cast, sign: Sign, reference: Version
) -> None:
    third_party(availability="99 %", response_p1="4 working_hours", response="1 working_day",
                restorable="12 hours")  # fmt: skip
    contract = sign(lines=[NewLine(product="real-estate-suite")])
    (flag,) = contract.amendments.get().flags
    assert (flag["product"], flag["software"], flag["finding"]) == (
        "real-estate-suite", "k2-geospatial", "above",
    )  # fmt: skip
    assert flag["clauses"][0] == "2.7"
    assert "99" in flag["sentence"]["fr"]


@pytest.mark.clause("2.7")
def test_a_line_added_later_is_flagged_too(cast: Cast, sign: Sign) -> None:
    contract = sign()
    third_party(availability="99 %")
    assert not queries.flagged_contracts(cast.anna).exists()
    services.subscribe(contract=contract.pk, product="real-estate-suite", actor=cast.anna, at=MARCH)
    assert [row.contract for row in queries.flagged_contracts(cast.anna)] == [contract]


def test_flags_are_for_staff_alone(cast: Cast, sign: Sign) -> None:
    third_party()
    sign(lines=[NewLine(product="real-estate-suite")])
    sees = {name for name, who in cast.everyone if queries.flagged_contracts(who).exists()}
    assert sees == STAFF


@pytest.mark.clause("4.2")
def test_no_access_opens_before_a_contact_is_designated(cast: Cast, sign: Sign) -> None:
    line = line_of(sign())
    Contact.objects.filter(client=cast.martin).update(removed_at=SIGNED)
    with pytest.raises(services.NoContact):
        services.open_access(subscription=line.pk, actor=cast.sam, at=MARCH)
    assert queries.access_open(cast.sam, line.pk, at=MARCH) is None


@pytest.mark.clause("4.3")
def test_access_opens_once_and_the_contacts_are_told(cast: Cast, sign: Sign) -> None:
    line = line_of(sign())
    first = services.open_access(subscription=line.pk, actor=cast.sam, at=MARCH)
    again = services.open_access(subscription=line.pk, actor=cast.olga, at=MARCH)
    assert first == again
    told = notices.notices(SYSTEM).filter(kind="agreements.access_opened", channel="email")
    assert {notice.address for notice in told} == {"alice@example.org", "bob@example.org"}


def test_access_does_not_open_outside_the_subscriptions_dates(cast: Cast, sign: Sign) -> None:
    line = line_of(sign(ends_on=date(2026, 3, 1)))
    with pytest.raises(services.NotRunning):
        services.open_access(subscription=line.pk, actor=cast.sam, at=MARCH)


@pytest.mark.clause("1.1")
def test_ending_a_subscription_on_31_march_ends_access_and_support_together(
    cast: Cast, sign: Sign
) -> None:
    line = line_of(sign())
    services.open_access(subscription=line.pk, actor=cast.sam, at=MARCH)
    services.end_subscription(
        subscription=line.pk, on=date(2026, 3, 31), because="move", actor=cast.anna, at=MARCH
    )
    last = datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC)
    assert queries.access_open(cast.alice, line.pk, at=last) is not None
    assert queries.access_open(cast.alice, line.pk, at=last + timedelta(seconds=1)) is None
    line.refresh_from_db()
    assert (line.runs_on(date(2026, 3, 31)), line.runs_on(date(2026, 4, 1))) == (True, False)


@pytest.mark.clause("1.1")
def test_ending_a_contract_ends_all_that_it_carries(cast: Cast, sign: Sign) -> None:
    contract = sign(lines=[NewLine(product="drive"), NewLine(product="process")])
    services.add_option(
        contract.pk, kind="on_call", name="Nights", key="o/1", starts_on=FIRST, actor=cast.anna,
        at=MARCH,
    )  # fmt: skip
    on = date(2026, 6, 30)
    services.end_contract(contract=contract.pk, on=on, because="", actor=cast.anna, at=MARCH)
    contract.refresh_from_db()
    ends = [line.ends_on for line in contract.subscriptions.all()]
    assert (contract.ends_on, ends, contract.options.get().ends_on) == (on, [on, on], on)
    with pytest.raises(services.EndedAlready):
        services.end_contract(contract=contract.pk, on=on, because="", actor=cast.anna, at=MARCH)


def test_what_is_over_is_not_ended_again(cast: Cast, sign: Sign) -> None:
    """A contract of two years ago keeps the end that it had, whatever ends now."""
    over = sign(starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))
    with pytest.raises(services.EndedAlready):
        services.end_contract(
            contract=over.pk, on=date(2026, 6, 30), because="", actor=cast.anna, at=MARCH
        )
    over.refresh_from_db()
    assert (over.ended_at, over.ends_on) == (None, date(2025, 12, 31))


def test_nothing_is_ended_on_a_later_day_than_it_ends(cast: Cast, sign: Sign) -> None:
    line = line_of(sign(ends_on=date(2026, 12, 31)))
    with pytest.raises(services.NotRunning, match="ends on"):
        services.end_subscription(
            subscription=line.pk, on=date(2027, 6, 30), because="", actor=cast.anna, at=MARCH
        )


def test_what_people_wrote_about_an_end_stands_apart_from_the_chain(cast: Cast, sign: Sign) -> None:
    contract = sign()
    services.end_contract(
        contract=contract.pk, on=date(2026, 6, 30), because="Mme Dupont leaves", actor=cast.anna,
        at=MARCH,
    )  # fmt: skip
    entry = journal.entries(SYSTEM, verb="agreements.contract_ended").get()
    assert "Dupont" not in str((entry.before, entry.after, entry.subject))
    assert entry.personal.told == {"because": "Mme Dupont leaves"}


@pytest.mark.clause("7.16")
def test_an_on_call_option_stands_on_its_contract_from_its_day(cast: Cast, sign: Sign) -> None:
    contract = sign()
    hours = {"days": ["sat"], "hours": ["08:00-12:00"]}
    for _ in range(2):  # the same order again changes nothing
        services.add_option(
            contract, kind="on_call", name="Saturdays", key="O-1/option", order="O-1",
            starts_on=date(2026, 4, 1), details=hours, yearly_fee="1200", actor=cast.alice,
            at=MARCH,
        )  # fmt: skip
    assert queries.on_call(cast.alice, contract.pk, date(2026, 3, 31)) is None
    found = queries.on_call(cast.alice, contract.pk, date(2026, 4, 1))
    assert found is not None
    assert (found.details, found.yearly_fee) == (hours, Decimal("1200.00"))
    services.end_option(
        option=found.pk, on=date(2026, 4, 30), because="", actor=cast.anna, at=MARCH
    )
    assert queries.on_call(cast.alice, contract.pk, date(2026, 5, 1)) is None


def test_an_option_with_mistakes_is_refused_with_all_of_them(cast: Cast, sign: Sign) -> None:
    contract = sign()
    told = faults(
        lambda: services.add_option(
            contract, kind="party", name=" ", key="", starts_on=date(2025, 1, 1),
            ends_on=date(2024, 1, 1), subscription=999, actor=cast.anna, at=MARCH,
        )
    )  # fmt: skip
    assert len(told) == 6


@pytest.mark.clause("2.2", "8.8")
def test_specifics_are_on_record_until_they_are_withdrawn(cast: Cast, sign: Sign) -> None:
    line = line_of(sign())
    found = services.record_specific(
        subscription=line.pk, kind="connector", name="SAP", actor=cast.rita, at=SIGNED
    )
    services.withdraw_specific(specific=found.pk, actor=cast.rita, at=MARCH)
    assert not queries.specifics(cast.alice).exists()
    assert queries.specifics(cast.alice, at=MARCH - timedelta(days=1)).get() == found
    with pytest.raises(services.FaultyContract):
        services.record_specific(subscription=line.pk, kind="x", name="", actor=cast.rita, at=MARCH)


def test_who_may_know_of_a_contract_and_of_what_it_carries(cast: Cast, sign: Sign) -> None:
    contract = sign()
    line = line_of(contract)
    services.add_option(
        contract, kind="tma", name="TMA", key="o", starts_on=FIRST, actor=cast.anna, at=MARCH
    )
    services.record_specific(
        subscription=line.pk, kind="report", name="Yearly", actor=cast.sam, at=SIGNED
    )
    for name, who in cast.everyone:
        seen = name in MINE | STAFF
        assert queries.contracts(who).exists() is seen, name
        assert queries.subscriptions(who, on=FIRST).exists() is seen, name
        assert queries.options(who).exists() is seen, name
        assert queries.specifics(who).exists() is seen, name
        assert bool(queries.ordered_on(who, FIRST)) is seen, name
        assert queries.on_call(who, contract.pk, FIRST) is None, name
        assert bool(queries.terms_of_many(who, [line], at=MARCH)) is seen, name
        for ask in (
            lambda who=who: queries.contract(who, contract.pk),
            lambda who=who: queries.subscription(who, line.pk),
            lambda who=who: queries.terms_of(who, line.pk, at=MARCH),
            lambda who=who: queries.resolved_terms(who, line.pk, at=MARCH),
            lambda who=who: queries.access_open(who, line.pk, at=MARCH),
        ):
            if seen:
                ask()
            else:
                with pytest.raises(NotSeen):
                    ask()


def test_acts_on_a_contract_tell_a_stranger_nothing(cast: Cast, sign: Sign) -> None:
    contract = sign()
    line, on = line_of(contract), date(2026, 6, 30)
    acts: list[Callable[..., object]] = [
        lambda **by: services.subscribe(contract=contract.pk, product="process", **by),
        lambda **by: services.amend_contract(
            contract=contract.pk, effective_on=on, overrides=[], **by),
        lambda **by: services.change_line(
            subscription=line.pk, from_on=on, modules=[], seats=1, yearly_fee=None, **by),
        lambda **by: services.end_contract(contract=contract.pk, on=on, because="", **by),
        lambda **by: services.end_subscription(
            subscription=line.pk, on=on, because="", **by),
        lambda **by: services.open_access(subscription=line.pk, **by),
        lambda **by: services.record_specific(
            subscription=line.pk, kind="report", name="x", **by),
        lambda **by: services.add_option(
            contract, kind="tma", name="x", key="x", starts_on=FIRST, **by),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(NotSeen):
            act(actor=cast.charlie, at=MARCH)
        with pytest.raises(NotAllowed):
            act(actor=cast.alice, at=MARCH)


def test_what_is_not_there_is_not_seen(cast: Cast, reference: Version) -> None:
    by = {"actor": cast.adam, "at": MARCH}
    for act in (
        lambda: services.end_contract(contract=9, on=FIRST, because="", **by),
        lambda: services.end_subscription(subscription=9, on=FIRST, because="", **by),
        lambda: services.open_access(subscription=9, **by),
        lambda: services.end_option(option=9, on=FIRST, because="", **by),
        lambda: services.record_specific(subscription=9, kind="report", name="x", **by),
        lambda: services.withdraw_specific(specific=9, **by),
    ):
        with pytest.raises(NotSeen):
            act()


def test_many_subscriptions_are_listed_in_one_query_and_their_terms_in_three(
    cast: Cast, sign: Sign
) -> None:
    for number in range(3):
        sign(f"C-{number}", lines=[NewLine(product="drive"), NewLine(product="process")],
             overrides=[SPECIAL] if number else [])  # fmt: skip
    with CaptureQueriesContext(
        connection,
    ) as listed:
        lines = list(queries.subscriptions(cast.anna, on=FIRST))
        names = {(str(line.product), line.contract.client.organisation.name) for line in lines}
    assert (len(lines), len(names)) == (6, 2)
    asked = [query["sql"] for query in listed if "agreements_subscription" in query["sql"]]
    assert len(asked) == 1
    queries.agreement_of(Version.objects.get())
    with CaptureQueriesContext(connection) as resolved:
        terms = queries.terms_of_many(SYSTEM, lines, at=MARCH)
    assert (len(terms), len(resolved)) == (6, 3)


def test_the_database_refuses_a_contract_that_ends_before_it_starts(sign: Sign) -> None:
    contract = sign()
    contract.ends_on = date(2025, 1, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        contract.save()


def test_why_it_is_so_here_is_told_for_every_term(cast: Cast, sign: Sign) -> None:
    line = line_of(sign(overrides=[SPECIAL], lines=[NewLine(product="mobile-sales")]))
    rows = {row["key"]: row for row in queries.resolved_terms(cast.alice, line.pk, at=MARCH)}
    target, mode = rows["availability.target"], rows["releases.mode"]
    assert (target["value"]["en"], target["override"]) == ("at least 99.9 %", "special.target")
    assert target["layer"]["fr"] == "conditions particulières du contrat"
    assert mode["value"]["en"] == "automatic"
    (why,) = [use["why"]["en"] for use in mode["layers"] if use.get("id") == "annex1.dedicated"]
    said = "“piloted updates on dedicated hosting” does not apply: hosting is shared, not dedicated"
    assert why == said
    assert len(rows) == len(queries.agreement_of(Version.objects.get()).convention.terms)


def test_an_amendment_for_a_day_to_come_may_be_written_again(cast: Cast, sign: Sign) -> None:
    contract = sign()
    for overrides in ([SPECIAL], []):
        services.amend_contract(
            contract=contract.pk, effective_on=date(2026, 4, 1), overrides=overrides,
            actor=cast.anna, at=MARCH,
        )  # fmt: skip
    assert [row.overrides for row in Amendment.objects.filter(contract=contract)] == [[], []]


@pytest.mark.clause("1.1")
def test_access_closes_by_itself_with_a_contract_of_fixed_length(cast: Cast, sign: Sign) -> None:
    contract = sign(ends_on=date(2026, 3, 31))
    line = line_of(contract)
    services.open_access(subscription=line.pk, actor=cast.sam, at=MARCH)
    april = datetime(2026, 4, 1, 9, tzinfo=UTC)
    assert queries.access_open(cast.alice, line.pk, at=april) is None
    services.extend_contract(
        contract=contract.pk, ends_on=date(2027, 3, 31), actor=cast.anna, at=MARCH
    )
    assert queries.access_open(cast.alice, line.pk, at=april) is not None
    line.refresh_from_db()
    assert line.ends_on == date(2027, 3, 31)


def test_a_contract_is_extended_to_a_later_day_only(cast: Cast, sign: Sign) -> None:
    contract = sign(ends_on=date(2026, 12, 31))
    for ends_on in (date(2026, 12, 31), date(2026, 6, 30)):
        with pytest.raises(services.NotRunning):
            services.extend_contract(
                contract=contract.pk, ends_on=ends_on, actor=cast.anna, at=MARCH
            )
    services.end_contract(
        contract=contract.pk, on=date(2026, 6, 30), because="", actor=cast.anna, at=MARCH
    )
    with pytest.raises(services.EndedAlready):
        services.extend_contract(contract=contract.pk, ends_on=None, actor=cast.anna, at=MARCH)


def test_an_options_key_does_not_reach_another_clients_contract(cast: Cast, sign: Sign) -> None:
    theirs = sign("N-1", client=cast.novak.pk)
    asked = {
        "kind": "tma", "name": "TMA", "key": "o", "order": "O-1", "starts_on": FIRST, "at": MARCH,
    }  # fmt: skip
    services.add_option(theirs, actor=cast.charlie, **asked)
    assert faults(lambda: services.add_option(sign(), actor=cast.alice, **asked)) == [
        "key: the key “o” is that of an option of another contract"
    ]


def test_a_line_called_off_before_it_begins_never_runs(cast: Cast, sign: Sign) -> None:
    contract = sign()
    services.subscribe(
        contract=contract.pk, product="process", starts_on=date(2026, 9, 1), actor=cast.anna,
        at=MARCH,
    )  # fmt: skip
    services.end_contract(
        contract=contract.pk, on=date(2026, 6, 30), because="", actor=cast.anna, at=MARCH
    )
    line = contract.subscriptions.get(product__key="process")
    assert not any(line.runs_on(date(2026, month, 1)) for month in range(1, 13))
