"""Contracts as a CSV table: out and in again, every mistake placed, all or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tenir.apps.agreements import queries, services
from tenir.apps.agreements.models import Contract, Subscription
from tenir.apps.catalogue import services as catalogue
from tenir.apps.catalogue.models import Module, Product
from tenir.integrations.spreadsheets import BadTable
from tenir.integrations.spreadsheets.contracts import (
    COLUMNS,
    Brought,
    export_contracts,
    import_contracts,
)
from tenir.terms.loading import FaultyConvention
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast, assemble
from tests.once import once

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TABLE = """\
contract;client;from;until;product;seats;yearly_fee;environments
C-1;C-001;2026-01-01;2028-12-31;drive;20;48 000,00 €;production=production=https://a.example|pre=test
C-1;C-001;2026-01-01;2028-12-31;process;;1200;
C-2;C-002;2026-02-01;;cyber-waf;;;
C-3;C-002;2026-02-01;;;;;
"""


@pytest.fixture
@once
def cast(db: None) -> Cast:
    found = assemble()
    (version,) = services.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(queries.agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    return found


def brought(cast: Cast, text: str = TABLE, *, dry_run: bool = False) -> Brought:
    return import_contracts(text.encode(), dry_run=dry_run, actor=cast.anna, at=AT)


def mistakes(cast: Cast, text: str) -> list[str]:
    with pytest.raises(FaultyConvention) as refused:
        brought(cast, text)
    return [fault.message() for fault in refused.value.faults]


def emptied() -> None:
    """As if nothing had ever been signed."""
    for model in (queries.Access, queries.Ordered, queries.Amendment, Subscription, Contract,
                  queries.ClientVersion):  # fmt: skip
        model.objects.all().delete()


def test_a_table_is_brought_in_and_the_same_again_changes_nothing(cast: Cast) -> None:
    assert brought(cast).new == ("C-1", "C-2", "C-3")
    assert brought(cast) == Brought(unchanged=("C-1", "C-2", "C-3"))
    line = Subscription.objects.get(target="c-1-drive")
    assert (line.seats, str(line.yearly_fee), line.ends_on) == (20, "48000.00", date(2028, 12, 31))
    assert line.environments[0]["address"] == "https://a.example"


def test_a_dry_run_tells_the_same_and_saves_nothing(cast: Cast) -> None:
    assert brought(cast, dry_run=True).new == ("C-1", "C-2", "C-3")
    assert not Contract.objects.exists()


def offered(product: str, *keys: str) -> None:
    """Modules of a product, in the catalogue."""
    found = Product.objects.get(key=product)
    Module.objects.bulk_create(Module(product=found, key=key) for key in keys)


def test_what_goes_out_comes_back_the_same(cast: Cast) -> None:
    brought(cast)
    offered("mobile-sales", "a", "b")
    services.sign_contract(
        client=cast.martin.pk, number="C-9", starts_on=date(2026, 1, 1), platform="basic",
        overrides=[{"id": "s", "layer": "contract.special", "replaces": "availability.target",
                    "set": {"value": "99.9 %"}, "clause": "1.2"}],
        lines=[services.NewLine(product="mobile-sales", hosting="dedicated", modules=["a", "b"])],
        actor=cast.anna, at=AT,
    )  # fmt: skip
    out = export_contracts(cast.anna)
    assert out.startswith("\ufeff" + ";".join(COLUMNS))
    assert brought(cast, out).new == ()
    emptied()
    assert len(brought(cast, out).new) == 4
    assert export_contracts(cast.anna) == out


def test_a_new_line_of_a_contract_that_is_there_is_added(cast: Cast) -> None:
    brought(cast)
    added = brought(cast, TABLE + "C-3;C-002;2026-02-01;;process;;;\n")
    assert added == Brought(unchanged=("C-1", "C-2"), lines_added=("c-3-process",))


def test_what_is_there_and_differs_is_told_never_changed(cast: Cast) -> None:
    brought(cast)
    told = mistakes(
        cast,
        TABLE.replace("48 000,00 €", "50000").replace("2026-02-01;;cyber", "2026-02-02;;cyber"),
    )
    assert told == [
        "contracts.csv:2: what is on record differs (yearly_fee); an import changes nothing: "
        "amend the contract",
        "contracts.csv:4: what is on record differs (from); an import changes nothing: amend "
        "the contract",
    ]
    assert str(Subscription.objects.get(target="c-1-drive").yearly_fee) == "48000.00"


def test_every_mistake_is_placed_and_nothing_is_saved(cast: Cast) -> None:
    text = (
        TABLE.replace("C-2;C-002", "C-2;C-404")
        .replace("process;;1200", "abacus;0;NaN")
        .replace("pre=test", "pre=moon")
    )
    told = mistakes(cast, text)
    places = [message.split(": ")[0] for message in told]
    assert places == [
        "contracts.csv:2 environments[2]", "contracts.csv:3", "contracts.csv:3 seats",
        "contracts.csv:3 yearly_fee", "contracts.csv:4",
    ]  # fmt: skip
    assert not Contract.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-01-01", "01/01/2026", "is not a date"),
        (";20;", ";many;", "is no number of seats"),
        ("48 000,00 €", "48,000", "is no fee"),  # would be 48 euros, or 48 thousand
        ("48 000,00 €", "48.000", "is no fee"),
        ("C-3;", ";", "the value of “contract” is missing"),
        (
            "C-1;C-001;2026-01-01;2028-12-31;process",
            "C-1;C-001;2026-01-02;;process",
            "not those of",
        ),
    ],
)
def test_a_cell_that_cannot_be_read_is_told(cast: Cast, old: str, new: str, said: str) -> None:
    assert any(said in message for message in mistakes(cast, TABLE.replace(old, new)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfe", "UTF-16"),
        (
            b'contract;client;from;product;modules\nC-1;C-001;2026-01-01;drive;"a\nC-2;C;2;d;b\n',
            "no CSV table",
        ),
        (b"contract;client;from\n", "columns product are missing"),
        (b"contract;client;from;product;colour\n", "no column"),
        (b"contract;client;from;product;product\n", "no column"),
        (b"contract;client;from;product\nC-1;x\n", "2 values instead of 4"),
        (b'contract;client;from;product\n"C-1' + b"x" * 200_000 + b'";a;b;c\n', "no CSV table"),
        (b"x" * (9 << 20), "9"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(cast: Cast, content: bytes, said: str) -> None:
    with pytest.raises(BadTable) as refused:
        import_contracts(content, dry_run=True, actor=cast.anna, at=AT)
    assert said in refused.value.message()


def test_own_terms_are_a_json_list_and_nothing_else(cast: Cast) -> None:
    text = "contract,client,from,product,own_terms\nC-1,C-001,2026-01-01,drive,{}\n"
    assert "is no JSON list" in mistakes(cast, text)[0]


def test_commas_and_a_byte_order_mark_are_read_too(cast: Cast) -> None:
    text = "\ufeffcontract,client,from,product\nC-1,C-001,2026-01-01,drive\n"
    assert brought(cast, text).new == ("C-1",)


def test_what_a_french_spreadsheet_saves_is_read(cast: Cast) -> None:
    """In Windows-1252, tabs between the cells."""
    offered("drive", "été")
    text = "contract\tclient\tfrom\tproduct\tmodules\nC-1\tC-001\t2026-01-01\tdrive\tété\n"
    import_contracts(text.encode("cp1252"), dry_run=False, actor=cast.anna, at=AT)
    assert Subscription.objects.get().modules == ["été"]


def test_no_cell_is_run_as_a_formula(cast: Cast) -> None:
    offered("drive", "@SUM(A1)")
    services.sign_contract(
        client=cast.martin.pk, number="=1+1", starts_on=date(2026, 1, 1),
        lines=[services.NewLine(product="drive", modules=["@SUM(A1)"])], actor=cast.anna, at=AT,
    )  # fmt: skip
    out = export_contracts(cast.anna)
    assert "'=1+1;" in out
    assert ";'@SUM(A1);" in out
    emptied()
    assert brought(cast, out).new == ("=1+1",)


def test_everyone_exports_what_they_may_know_of(cast: Cast) -> None:
    brought(cast)
    for name, who in cast.everyone:
        out = export_contracts(who)
        assert ("C-1" in out) is (who.is_staff or name in {"alice", "bob", "rose"}), name
        assert ("C-2" in out) is (who.is_staff or name == "charlie"), name


def test_a_client_imports_nothing(cast: Cast) -> None:
    with pytest.raises(FaultyConvention) as refused:
        import_contracts(TABLE.encode(), dry_run=False, actor=cast.alice, at=AT)
    assert not Contract.objects.exists()
    assert "accounts managers" in refused.value.message()
