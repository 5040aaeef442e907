"""Lists: filtered, sorted, paged and exported, whatever the address says."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tenir.apps.accounts.models import Organisation
from tenir.ui.cells import rows_of
from tenir.ui.exports import file_of, plain
from tenir.ui.listing import Column, Filter, Listing, listing

COLUMNS = (
    Column("name", "Name", lambda o: o.name, sort="name"),
    Column("kind", "Kind", lambda o: o.kind),
)
FILTERS = (
    Filter("name", "Name", lambda rows, value: rows.filter(name__icontains=value)),
    Filter("kind", "Kind", lambda rows, value: rows.filter(kind=value), (("client", "Client"),)),
)


@pytest.fixture
def organisations(db: None) -> None:
    for number in range(7):
        Organisation.objects.create(kind="client", name=f"Client {number}")
    Organisation.objects.create(kind="publisher", name="=HYPERLINK(1)")


def asked(address: str = "", per_page: int = 5) -> Listing:
    request = RequestFactory().get(f"/?{address}")
    rows = Organisation.objects.all()
    return listing(
        request, rows, columns=COLUMNS, filters=FILTERS, sort="name", per_page=per_page
    )  # fmt: skip


def names(found: Listing) -> list[str]:
    return [found.columns[0].value(row) for row in found.page]


@pytest.mark.usefixtures("organisations")
class TestListing:
    def test_it_is_sorted_and_cut_in_pages(self) -> None:
        found = asked()
        assert names(found) == ["=HYPERLINK(1)", *(f"Client {n}" for n in range(4))]
        assert found.previous == ""
        assert names(asked(found.following.removeprefix("?"))) == [
            "Client 4",
            "Client 5",
            "Client 6",
        ]

    def test_a_heading_sorts_the_other_way_when_asked_twice(self) -> None:
        (name, *_rest) = asked("sort=name").headings
        assert name[1:] == ("?sort=-name", "ascending")
        assert names(asked("sort=-name"))[0] == "Client 6"

    def test_rows_of_no_table_are_sorted_too(self) -> None:
        request = RequestFactory().get("/?sort=-name")
        found = listing(request, list(Organisation.objects.all()), columns=COLUMNS, sort="name")
        assert names(found)[0] == "Client 6"

    def test_filters_narrow_and_stay_in_the_addresses(self) -> None:
        found = asked("kind=client&name=client", per_page=3)
        assert found.page.paginator.count == 7
        assert found.following == "?name=client&kind=client&page=2"
        assert found.export == "?name=client&kind=client&format=csv"

    @pytest.mark.parametrize(
        "nonsense", ["sort=password", "kind=nobody", "page=999", "page=-1", "page=x", "name=%00"]
    )
    def test_nonsense_is_ignored(self, nonsense: str) -> None:
        assert names(asked(nonsense))

    def test_the_export_holds_every_row_and_runs_no_formula(self) -> None:
        response = file_of(RequestFactory().get("/"), asked(), "organisations")
        text = b"".join(response.streaming_content).decode()  # type: ignore[arg-type]
        lines = text.splitlines()
        assert lines[0] == "\ufeffName,Kind"
        assert len(lines) == 9
        assert "'=HYPERLINK(1),publisher" in lines

    @override("en")
    def test_a_state_is_told_in_words_too_where_people_read_the_file(self) -> None:
        state = Column("state", "State", lambda _o: "kept", kind="state")
        code = Column("code", "Request", lambda _o: "in_progress", of="request.")
        family = Column("webhook", "Webhook", lambda _o: "endpoint.paused", kind="state")
        found = asked()
        found.columns = (state, code, family)
        given = {}
        for kind in ("csv", "json"):
            response = file_of(RequestFactory().get(f"/?format={kind}"), found, "x")
            given[kind] = b"".join(response.streaming_content).decode()  # type: ignore[arg-type]
        first, second, *_rest = given["csv"].splitlines()
        words = ",".join(f'"{each}, in words"' for each in ("State", "Request", "Webhook"))
        assert first == f"\ufeffState,Request,Webhook,{words}"
        assert second == "kept,in_progress,paused,Kept,In progress,Paused"
        told = {"state": "kept", "code": "in_progress", "webhook": "paused"}
        assert json.loads(given["json"])[0] == told

    def test_what_stands_below_another_column_is_one_of_its_own_in_files_alone(self) -> None:
        found = asked()
        found.columns = (COLUMNS[0], replace(COLUMNS[1], below=True))
        assert [column.key for column, *_ in found.headings] == ["name"]
        assert "client" not in rows_of(found)
        text = b"".join(file_of(RequestFactory().get("/"), found, "x").streaming_content).decode()  # type: ignore[arg-type]
        assert text.splitlines()[0] == "\ufeffName,Kind"

    def test_a_page_costs_three_queries(self, django_assert_num_queries: object) -> None:
        with django_assert_num_queries(3):  # type: ignore[operator]
            names(asked())

    def test_a_long_list_is_not_all_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tenir.ui.paging.COUNTED", 6)
        with CaptureQueriesContext(connection) as asked_of:
            found = asked("page=999")
        assert (found.page.paginator.count, found.page.paginator.more) == (6, True)
        assert names(found) == ["Client 4"]
        assert "LIMIT 6" in asked_of[0]["sql"]

    def test_only_keys_are_sorted(self) -> None:
        with CaptureQueriesContext(connection) as asked_of:
            names(asked("sort=-name"))
        keys, rows = asked_of[1]["sql"], asked_of[2]["sql"]
        assert keys.startswith('SELECT "accounts_organisation"."id" AS')
        assert '"name" DESC, 1 DESC' in keys
        assert "ORDER BY" not in rows


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (datetime(2026, 7, 1, 12, tzinfo=UTC), "2026-07-01 14:00:00+02:00"),
        (["5.6", "5.7"], "5.6, 5.7"),
        ("-12.5", "-12.5"),
        ("-cmd|x", "'-cmd|x"),
        ("@sum", "'@sum"),
    ],
)
def test_a_cell_is_plain_text_for_a_spreadsheet(value: object, text: str) -> None:
    assert plain(value) == text
