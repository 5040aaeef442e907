"""A client's books: the cap shared, the versions that held, months frozen, a year replayed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tenir.terms.books import Books, Followed
from tenir.terms.carried import BadEvidence, dossier_carried
from tenir.terms.convention import Override
from tenir.terms.dossier import Line
from tenir.terms.engine import UnknownEngine
from tenir.terms.errors import Refused
from tenir.terms.facts import Excluded, Works
from tenir.terms.frozen import figures_of, frozen_month, recomputed
from tenir.terms.hours import Closure
from tenir.terms.replay import Lived, compared, replay
from tenir.terms.samples import DEGRADED, DOWN, UNKNOWN
from tenir.terms.stretches import Stretch, observed_in, records_of
from tests.terms.conftest import altered
from tests.terms.paris import span

SEEN = span("2026-01-01 00:00", "2026-11-01 00:00")
AUGUST = span("2026-08-12 08:00", "2026-08-12 13:00")
SEPTEMBER = span("2026-09-15 08:00", "2026-09-15 16:30")
ZONE = "Europe/Paris"


def followed(*down, target="drive", seen=SEEN, line=None, **more):
    """A subscription to Drive of 4 000 € a month, down when said."""
    told = {
        "target": target, "product": "drive", "client": "Martin", "contract": "C-1",
        "yearly_fee": Decimal("48000.00"), "starts_on": date(2026, 1, 1), **(line or {}),
    }  # fmt: skip
    stretches = [Stretch(*part, DOWN) for part in down]
    return Followed(Line(**told), observed_in(seen, stretches, source="probe"), **more)


def books(agreement, *mine, held=None, until=""):
    every = held or (lambda _contract, _month: agreement)
    return Books(mine, held=every, zone=ZONE, until=until)


# --- stretches told as records


@pytest.mark.clause("5.3")
def test_stretches_come_out_of_their_records_as_they_went_in():
    told = [
        Stretch(*span("2025-12-31 20:00", "2026-01-01 02:00"), DOWN),
        Stretch(*span("2026-01-01 02:00", "2026-01-01 03:00"), UNKNOWN),
        Stretch(*span("2026-01-05 02:00", "2026-01-05 03:00"), DEGRADED),
        Stretch(*span("2026-12-05 02:00", "2026-12-05 03:00"), DOWN),
    ]
    found = observed_in(SEEN, told, source="probe")
    assert found.outages == (span("2026-01-01 00:00", "2026-01-01 02:00"),)
    assert found.degraded == (told[2][:2],)
    assert found.unmeasured[1] == told[1][:2]
    assert found.seen == SEEN


# --- a client's books


@pytest.mark.clause("5.6", "5.8")
def test_a_right_of_september_2026_shares_the_cap_of_the_contract(agreement):
    capped = altered(agreement, "penalty.cap", upto="1 %")
    both = (followed(AUGUST, SEPTEMBER), followed(AUGUST, SEPTEMBER, target="other"))
    alone = books(capped, both[0]).right(0, "2026-09")
    shared = books(capped, *both).right(0, "2026-09")
    elsewhere = replace(both[1], line=replace(both[1].line, contract="C-2"))
    apart = books(capped, both[0], elsewhere).right(0, "2026-09")
    assert (alone.amount, shared.amount, apart.amount) == (Decimal("40.00"),) * 3
    tight = altered(agreement, "penalty.cap", upto="0.5 %")
    assert books(tight, *both).right(0, "2026-09").amount == Decimal("20.00")


@pytest.mark.clause("5.8")
def test_a_cap_on_all_contracts_is_shared_among_them(agreement):
    read = altered(agreement, "penalty.cap", upto="0.5 %", base="client_monthly_fee")
    other = followed(target="other", line={"contract": "C-2"})
    assert books(read, followed(AUGUST, SEPTEMBER)).right(0, "2026-09").cap == Decimal("20.00")
    found = books(read, followed(AUGUST, SEPTEMBER), other).right(0, "2026-09")
    assert (found.cap, found.amount) == (Decimal("40.00"), Decimal("40.00"))


@pytest.mark.clause("5.8")
@pytest.mark.parametrize("base", ["contract_monthly_fee", "client_monthly_fee"])
def test_each_line_shares_the_cap_with_every_other_line_in_force_that_month(agreement, base):
    told = (
        {}, {"yearly_fee": Decimal("12000.00")}, {"contract": "C-2"}, {"contract": None},
        {"contract": None}, {"contract": "C-2", "ends_on": date(2026, 8, 30)},
    )  # fmt: skip
    mine = [
        followed(AUGUST, SEPTEMBER, target=f"t{n}", line=line) for n, line in enumerate(told)
    ]  # fmt: skip
    found = books(altered(agreement, "penalty.cap", base=base), *mine)
    rights = [found.right(number, "2026-09") for number in range(len(mine))]
    amounts = [right.uncapped if right else 0 for right in rights]
    assert amounts == [Decimal(each) for each in ("40.00", "10.00", "40.00", "40.00", "40.00", 0)]
    contracts = ["C-1", "C-1", "C-2", "", " ", "C-2"]
    for number, contract in enumerate(contracts):
        together = sum(
            amount for other, amount in enumerate(amounts)
            if other != number and (base == "client_monthly_fee" or contracts[other] == contract)
        )  # fmt: skip
        others = found.closed(number, "2026-09").dossier.others
        assert others == ({"2026-09": together} if together else {}), number


class Counted(Books):
    """Books that count how often a line is asked whether it is in force."""

    asked = 0

    def covers(self, number, month):
        self.asked += 1
        return super().covers(number, month)


def test_each_line_of_a_large_client_costs_what_one_of_a_small_client_does(agreement):
    def asked(lines):
        mine = [followed(AUGUST, SEPTEMBER, target=f"t{n}") for n in range(lines)]
        found = Counted(mine, held=lambda _contract, _month: agreement, zone=ZONE)
        for number in range(lines):
            found.closed(number, "2026-09")
        return found.asked / lines

    assert asked(12) <= asked(3)


def test_a_month_kept_gives_no_right_and_so_does_a_line_without_a_fee(agreement):
    free = followed(AUGUST, SEPTEMBER, line={"yearly_fee": None})
    found = books(agreement, followed(AUGUST), free)
    assert found.right(0, "2026-09") is None
    assert found.right(1, "2026-09") is None
    assert not found.covers(0, "2025-12")


@pytest.mark.clause("5.6")
def test_a_month_has_the_fee_and_the_terms_of_its_first_day(agreement):
    own = Override.model_validate(
        {"id": "special.target", "layer": "contract.special", "replaces": "availability.target",
         "set": {"value": "98 %"}, "clause": "1.2"}
    )  # fmt: skip
    mine = followed(
        AUGUST, SEPTEMBER, fees=((date(2026, 1, 1), Decimal("24000.00")), (date(2026, 9, 2), None)),
        amended=((date(2026, 9, 1), (own,)),),
    )  # fmt: skip
    undated = followed(line={"starts_on": None})
    found = books(agreement, mine, undated)
    months = found.closed(0, "2026-09")
    assert months.dossier.line.monthly_fee == Decimal("2000.00")
    assert [months.missed(month) for month in ("2026-08", "2026-09")] == [True, False]
    assert undated.line_in("2026-09") == undated.line


# --- versions


@pytest.fixture
def second(agreement):
    """Version 2: 99.8 %, from September 2026 on."""
    found = replace(altered(agreement, "availability.target", value="99.8 %"), digest="sha256:2")
    return found, lambda _contract, month: found if month >= "2026-09" else agreement


SHORT = (
    span("2026-08-12 08:00", "2026-08-12 11:00"),
    span("2026-09-15 08:00", "2026-09-15 11:00"),
)


@pytest.mark.clause("3.1", "5.6")
def test_a_month_kept_under_its_own_version_begins_no_run(agreement, second):
    found, held = second
    both = books(agreement, followed(*SHORT), held=held)
    assert both.right(0, "2026-09") is None
    assert both.closed(0, "2026-09").missed("2026-09")
    assert books(found, followed(*SHORT)).right(0, "2026-09") is not None


@pytest.mark.clause("3.1", "5.5")
def test_an_exclusion_counts_in_the_months_whose_version_has_its_reason(agreement):
    items = [
        item for item in agreement.raw["terms"]["availability.excluded"]["items"]
        if item["id"] != "client-misuse"
    ]  # fmt: skip
    less = replace(altered(agreement, "availability.excluded", items=items), digest="sha256:3")
    across = span("2026-08-31 12:00", "2026-09-01 12:00")
    ruled = (Excluded(across, "client-misuse", "log"), Excluded(AUGUST, "client-misuse", "log"))
    mine = followed(across, exclusions=ruled, line={"starts_on": date(2026, 8, 1)})
    held = lambda _contract, month: less if month >= "2026-09" else agreement  # noqa: E731
    found = books(agreement, mine, held=held)
    seconds = [
        found.closed(0, month).month(month).value.excluded_seconds
        for month in ("2026-08", "2026-09")
    ]
    assert seconds == [12 * 3600, 0]
    early = replace(
        mine, exclusions=(Excluded(span("2026-07-01 00:00", "08:00"), "client-misuse"),)
    )
    assert len(books(less, early).closed(0, "2026-08").dossier.exclusions) == 1


# --- frozen


def freezing(agreement, held=None):
    mine = followed(*SHORT)
    months = books(agreement, mine, held=held).closed(0, "2026-09")
    told = [Stretch(*part, DOWN) for part in SHORT]
    return frozen_month(months, "2026-09", records_of(SEEN, told))


@pytest.mark.clause("5.4", "3.1")
def test_a_month_that_two_versions_judge_recomputes_to_the_byte(agreement, second):
    found, held = second
    frozen = freezing(agreement, held)
    by_digest = {agreement.digest: agreement, found.digest: found}
    assert recomputed(frozen, by_digest.__getitem__).identical
    assert set(json.loads(frozen.inputs)["earlier"]) == {f"2026-0{n}" for n in range(1, 9)}
    assert len(frozen.inputs_digest) == 64


@pytest.mark.clause("5.4", "5.5")
def test_works_exclusions_and_the_contract_s_own_terms_are_carried(agreement):
    own = Override.model_validate(
        {"id": "special.target", "layer": "contract.special", "replaces": "availability.target",
         "set": {"value": "99 %"}, "clause": "1.2"}
    )  # fmt: skip
    night = span("2026-09-16 21:00", "2026-09-16 23:00")
    works = (Works(night, "planned", night[0] - 86400, "W-1"), Works(night, "urgent", None, "W-2"))
    mine = followed(
        SEPTEMBER, night, works=works, overrides=(own,),
        exclusions=(Excluded(SEPTEMBER, "client-environment", "mail", "Olga"),),
    )  # fmt: skip
    months = books(agreement, mine).closed(0, "2026-09")
    told = [Stretch(*part, DOWN) for part in (SEPTEMBER, night)]
    frozen = frozen_month(months, "2026-09", records_of(SEEN, told))
    assert recomputed(frozen, lambda _: agreement).identical
    assert json.loads(frozen.statement)["availability"]["counted_seconds"] == 0


@pytest.mark.clause("5.7")
def test_closings_told_to_clients_leave_more_time_to_claim_and_are_carried(agreement):
    told = span("2026-09-01 09:00", "10:00")[0]
    closed = Closure(0, 86400, on=date(2026, 10, 9), announced_at=told)
    later = Closure(0, 86400, on=date(2027, 2, 1), announced_at=told)
    always = Closure(*span("2026-10-12 00:00", "2026-10-13 00:00"))
    mine = followed(AUGUST, SEPTEMBER)
    found = Books(
        [mine], held=lambda *_: agreement, zone="Europe/Paris", closures=[closed, later, always]
    )
    assert found.right(0, "2026-09").claim_by.isoformat() == "2026-10-17T00:00:00+02:00"
    months = found.closed(0, "2026-09")
    assert months.dossier.closures == (closed, always)
    stretches = [Stretch(*part, DOWN) for part in (AUGUST, SEPTEMBER)]
    frozen = frozen_month(months, "2026-09", records_of(SEEN, stretches))
    assert recomputed(frozen, lambda _: agreement).identical
    assert json.loads(frozen.statement)["penalty"]["claim_by"] == "2026-10-17T00:00:00+02:00"


@pytest.mark.clause("5.4")
def test_the_first_figure_that_differs_is_named(agreement):
    frozen = freezing(agreement)
    told = json.loads(frozen.statement)
    told["history"][0]["met"] = "perhaps"
    other = replace(frozen, statement=json.dumps(told).encode())
    found = recomputed(other, lambda _: agreement)
    assert (found.identical, found.where, found.frozen) == (False, "history.0.met", '"perhaps"')
    short = replace(frozen, statement=json.dumps({**told, "history": []}).encode())
    assert recomputed(short, lambda _: agreement).where == "history"


def test_no_word_is_frozen_and_every_figure_is(agreement):
    frozen = freezing(agreement)
    assert b"sentence" not in frozen.statement
    assert figures_of(frozen.said) == json.loads(frozen.statement)
    assert frozen.said["rules"]


def test_what_cannot_be_recomputed_says_why(agreement):
    frozen = freezing(agreement)
    with pytest.raises(UnknownEngine, match="“0”"):
        recomputed(replace(frozen, engine="0"), lambda _: agreement)
    for inputs in (b"{", b"[]", b"{}"):
        with pytest.raises(BadEvidence):
            recomputed(replace(frozen, inputs=inputs), lambda _: agreement)
    with pytest.raises(Refused, match="never"):
        recomputed(replace(frozen, evidence=b"at\nnever\n"), lambda _: agreement)
    with pytest.raises(UnknownEngine):
        recomputed(frozen, _no_agreement)
    inputs = {**json.loads(frozen.inputs), "line": None}
    with pytest.raises(BadEvidence):
        dossier_carried(inputs, frozen.evidence, agreement, earlier=_no_agreement)


def _no_agreement(digest):
    raise UnknownEngine("engine.unknown", given=digest, known="")


# --- replayed


@pytest.mark.clause("3.1", "3.4", "5.6")
def test_a_replay_of_september_2026_says_what_would_have_changed(agreement):
    dear = altered(
        agreement, "penalty.rate",
        tiers=[{"over": "0 pt", "rate": "2 %"}],
    )  # fmt: skip
    lived = [
        Lived("Martin", (followed(AUGUST, SEPTEMBER),), lambda _c, _m: agreement),
        Lived("Novak", (followed(seen=span("2026-09-01 00:00", "2026-10-01 00:00")),),
              lambda _c, _m: agreement),
    ]  # fmt: skip
    told = []
    months = ["2026-08", "2026-09"]
    found = replay(lived, candidate=dear, months=months, progress=told.append)
    assert told == [1, 2]
    assert (found.total.before, found.total.after) == (Decimal("40.00"), Decimal("80.00"))
    assert found.clients["Novak"].changed == 0
    novak = compared(lived[1], candidate=dear, months=months)
    assert [row.before.met for row in novak] == [None, True]
    assert list(found.in_words("en")) == [
        "Over 2 months and 2 subscriptions of 2 clients, 2 months missed would be 2; penalties "
        "would go from €40.00 to €80.00.",
        "Martin: 1 months judged otherwise, 2 missed then 2, penalties from €40.00 to €80.00",
        "  drive, 09/2026: target missed then target missed, €40.00 then €80.00",
    ]


@pytest.mark.clause("5.6")
def test_the_whole_of_a_run_is_paid_once_it_is_known(agreement):
    whole = altered(agreement, "penalty.trigger", indemnifies="whole_run")
    known = books(whole, followed(AUGUST, SEPTEMBER), until="2026-09")
    assert [known.right(0, month) is not None for month in ("2026-08", "2026-09")] == [True, True]
    assert books(whole, followed(AUGUST, SEPTEMBER)).right(0, "2026-08") is None


def test_a_replay_names_its_inputs_by_one_digest(agreement):
    def inputs(*spans, of=agreement):
        lived = [Lived("Martin", (followed(*spans),), lambda _c, _m: of)]
        return replay(lived, candidate=agreement, months=["2026-08"]).inputs

    other = replace(agreement, digest="sha256:other")
    assert inputs(AUGUST) == inputs(AUGUST)
    assert len({inputs(AUGUST), inputs(SEPTEMBER), inputs(AUGUST, of=other)}) == 3


def test_a_replay_that_changes_nothing_says_so(agreement):
    lived = [Lived("Martin", (followed(AUGUST),), lambda _c, _m: agreement)]
    lax = altered(agreement, "availability.target", value="99 %")
    same = replay(lived, candidate=agreement, months=["2026-08"])
    assert list(same.in_words("fr"))[1] == "Aucun mois n'aurait été jugé autrement."
    half = {"starts_on": date(2026, 8, 15)}
    part = [Lived("Martin", (followed(AUGUST, seen=SEEN, line=half),), lambda _c, _m: agreement)]
    unseen = [Lived("Martin", (followed(seen=(SEEN[1], SEEN[1])),), lambda _c, _m: agreement)]
    assert replay(part, candidate=lax, months=["2026-08"]).total.missed_before == 1
    silent = replay(unseen, candidate=lax, months=["2026-08"])
    assert (silent.total.months, silent.total.missed_before, silent.total.changed) == (1, 0, 0)
    told = list(replay(lived, candidate=lax, months=["2026-08"]).in_words("en"))[-1]
    assert told.endswith("target missed then target met, €0.00 then €0.00")
