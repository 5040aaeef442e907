"""Every operation of the API with arguments that suit it: of whose thing, and who is answered.

`samples()` is for whoever walks all of them; a test says which operation is missing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tenir.integrations.spreadsheets import past
from tests.faces.api import (
    operations_of_agreements,
    operations_of_clients,
    operations_of_knowledge,
    operations_of_maintenance,
    operations_of_measuring,
    operations_of_penalties,
    operations_of_people,
    operations_of_publishing,
    operations_of_releases,
    operations_of_support,
)
from tests.faces.api.sample import (
    BECAUSE,
    DRIVE,
    KEEPERS,
    LINE,
    OF_CLIENT,
    OPERATORS,
    Sample,
    file,
    given,
    keepers_and_speaking,
    key,
    one,
    open_to,
    operators_and_main,
    speakers_alone,
    speaking,
    staff_and_speaking,
    whole,
)
from tests.stories.rules import (
    READ_PERSONAL,
    STAFF,
    Who,
    client,
    main,
    only,
    staff,
)  # fmt: skip
from tests.stories.world import MONTH, Side, World


def samples() -> Iterator[Sample]:
    """Every operation at least once."""
    yield from operations_of_people.samples()
    yield from operations_of_clients.samples()
    yield from _catalogue()
    yield from operations_of_agreements.samples()
    yield from _told()
    yield from _kept()
    yield from _orders()
    yield from operations_of_support.samples()
    yield from operations_of_knowledge.samples()
    yield from _measured()
    yield from operations_of_measuring.samples()
    yield from operations_of_publishing.samples()
    yield from operations_of_penalties.samples()
    yield from operations_of_releases.samples()
    yield from _others()


def _catalogue() -> Iterator[Sample]:
    keepers = only("anna", "rita", "adam")
    yield open_to("list_families")
    yield open_to("list_products")
    yield open_to("read_product", path=DRIVE)
    yield open_to("list_modules", path=DRIVE)
    yield open_to("list_software", path=DRIVE)
    module = given(key="maps", name_fr="Cartes", name_en="Maps")
    yield whole("add_module", keepers, path=DRIVE, told=module)
    yield whole("withdraw_module", lambda _s: frozenset(), path=given(key="drive", module="none"))
    yield whole("list_without_conditions")
    yield whole("read_above_third_party", path=DRIVE)
    yield whole("list_releases", path=DRIVE)
    yield whole(
        "release_version", keepers, path=DRIVE, told=given(number="5.3", released_on="2026-09-01")
    )
    yield whole("read_support", path=DRIVE, query=given(installed="5.1", on="2026-09-01"), done=422)
    yield from _versions(keepers)


def _versions(keepers: Who) -> Iterator[Sample]:
    numbered = given(key="drive", number="5.1")
    yield whole("list_update_files")
    yield whole("read_update_file_content", path=lambda _w, s: {"id": s.update})
    yield whole("withdraw_update_file", keepers, path=lambda _w, s: {"id": s.update})
    yield whole(
        "attach_update_file", keepers, path=numbered,
        form=lambda _w, _s: {"file": file("notes.txt", b"What it brings\n", "text/plain")},
    )  # fmt: skip
    yield whole("read_prerequisites", path=numbered)
    item = {"kind": "technical", "text_fr": "16 Go", "text_en": "16 GB",
            "source": "documentation", "reference": "Guide"}  # fmt: skip
    yield whole(
        "publish_prerequisites", keepers, path=numbered,
        told=given(items=[item], required_from="2026-12-20"),
    )  # fmt: skip
    yield one("list_unread_prerequisites", client, OF_CLIENT)
    yield one("acknowledge_prerequisites", speakers_alone, _unread)
    yield whole("list_acknowledgements")
    yield whole(
        "state_conditions", keepers, path=given(key="k2-geospatial"),
        told=given(conditions_fr="Les siennes", conditions_en="Its own"),
    )  # fmt: skip


def _unread(world: World, side: Side) -> Mapping[str, Any]:
    from tenir.apps.catalogue.queries import unread  # noqa: PLC0415
    from tenir.viewer import SYSTEM  # noqa: PLC0415

    found = unread(SYSTEM, side.organisation).first()
    assert found
    return {"id": side.organisation, "edition": found.pk}


def _told() -> Iterator[Sample]:
    endpoint = key(id="endpoint")
    own = operators_and_main
    for name in ("list_commitments", "count_commitments", "list_notices", "list_calls_owed",
                 "list_inbox", "list_endpoints", "list_documents", "list_entries",
                 "list_unreachable_addresses"):  # fmt: skip
        yield whole(name)
    yield whole("read_outbox")
    yield one("reach_again", staff, key(id="unreachable"), inside=404)
    yield one("waive_commitment", KEEPERS, key(id="commitment"), told=BECAUSE)
    yield Sample("verify_journal", staff, told=given(), named=False)
    yield whole("find_everything", query=given(q="martin"))
    yield one("read_commitment", client, key(id="commitment"))
    yield one("read_notice", client, key(id="notice"))
    yield one("retry_notice", OPERATORS, key(id="call"), told=given(address=""), done=409)
    yield one("release_notice", OPERATORS, key(id="notice"))
    yield one("cancel_notice", OPERATORS, key(id="call"), told=BECAUSE)
    yield one("replay_notice", own, key(id="webhook"), inside=404, done=409)
    yield one("record_call", staff, key(id="call"), told=given(reached=True, said="Told"))
    yield whole("mark_read", told=given())
    yield one("read_endpoint", main, endpoint, inside=404)
    yield Sample(
        "add_endpoint", own,
        told=lambda _w, s: {"organisation": s.organisation, "url": "https://hook.example.org/"},
        outside=403,
    )  # fmt: skip
    more = given(url="https://hook.example.org/2", kinds=[])
    yield one("change_endpoint", own, endpoint, told=more, inside=404)
    yield one("rotate_secret", own, endpoint, inside=404)
    yield one("disable_endpoint", own, endpoint, told=BECAUSE, inside=404)
    yield one("enable_endpoint", own, endpoint, inside=404)
    yield one("try_endpoint", own, endpoint, inside=404)
    yield one("list_deliveries", main, endpoint, inside=404)


def _kept() -> Iterator[Sample]:
    yield one("read_document", client, key(id="document_client"))
    yield one("read_document_content", client, key(id="document_client"))
    yield Sample(
        "keep_document", staff_and_speaking,
        form=lambda _w, s: {"title": "A letter", "organisation": s.organisation,
                            "file": file("letter.txt", b"Dear all\n", "text/plain")},
    )  # fmt: skip
    yield one("withdraw_document", only("anna", "sofia", "adam"), key(id="document_client"))
    yield one("read_entry", client, lambda _w, s: {"id": s.entries[0]})
    yield one("read_entry_personal", lambda _s: READ_PERSONAL, lambda _w, s: {"id": s.entries[0]})
    yield one("export_journal", client, OF_CLIENT)


def pricers_and_speaking(side: Side) -> frozenset[str]:
    """Those who may ask in the client's name, and its contacts."""
    return speaking(side) | {"sam", "sofia", "rita", "anna", "fred", "adam"}


def _orders() -> Iterator[Sample]:
    pricers = only("anna", "fred", "adam")
    offer = given(words="Two days", amount="1200.00", valid_until="2026-12-31")
    yield whole("list_quotes")
    yield one("read_quote", client, key(id="quote"))
    yield Sample(
        "ask_quote", pricers_and_speaking,
        told=lambda _w, s: {"contract": s.contract, "kind": "training", "wish": "Two days"},
    )  # fmt: skip
    yield one("price_quote", pricers, key(id="waiting"), told=offer)
    yield one("accept_quote", lambda _s: frozenset(), key(id="waiting"), told=given())
    yield one("decline_quote", speakers_alone, key(id="waiting"), told=given())
    yield one("say_backed_up", lambda _s: frozenset(), key(id="waiting"))
    yield one("withdraw_quote", pricers, key(id="waiting"), told=BECAUSE)
    yield whole("list_orders")
    yield whole("list_billable_lines")
    yield Sample(
        "bill", only("sam", "anna", "fred", "adam"),
        told=lambda _w, s: {"contract": s.contract, "key": "time/9", "label": "Two hours",
                            "quantity": "2", "unit_price": "95", "due_on": "2026-11-30"},
    )  # fmt: skip
    yield whole(
        "mark_invoiced", only("fred", "adam"),
        told=lambda _w, s: {"lines": [s.billed], "invoice": "F-1", "on": "2026-11-30"},
    )  # fmt: skip


def _past() -> Iterator[Sample]:
    for name, who in (("outages", OPERATORS), ("works", only("olga", "rita", "adam")),
                      ("penalties", only("fred", "adam"))):  # fmt: skip
        columns = ";".join(past.KINDS[name].columns)
        yield whole(
            f"import_past_{name}", who,
            form=lambda _w, _s, columns=columns: {
                "dry_run": "true", "file": file("past.csv", f"{columns}\n".encode(), "text/csv"),
            },
        )  # fmt: skip
        yield whole(f"export_past_{name}", lambda _side: STAFF)


def _measured() -> Iterator[Sample]:
    for name in ("list_months", "list_works", "list_stretches", "list_measured_spans",
                 "list_exclusions", "list_causes"):  # fmt: skip
        yield whole(name)
    yield one("read_month", client, key(id="frozen"))
    yield one("recompute_month", client, key(id="frozen"))
    yield one("freeze_month", OPERATORS, LINE, told=given(month=MONTH))
    yield one("freeze_client", OPERATORS, OF_CLIENT, told=given(month=MONTH))
    yield whole("close_month", OPERATORS, told=given(month=MONTH))
    yield one("read_month_file", client, key(id="frozen"), query=given(kind="csv"))
    for name in ("read_review", "read_review_file"):
        yield one(name, client, lambda _w, s: {"id": s.organisation, "month": MONTH})
    yield one("ask_reports", keepers_and_speaking, OF_CLIENT, told=given(every_month=True))
    yield from _past()
    yield one("revise_month", OPERATORS, LINE, told=given(month=MONTH, because="A second look"))
    yield from operations_of_maintenance.samples()
    yield one(
        "record_measurements", OPERATORS, LINE,
        told=given(records=[{"at": "2026-10-02T00:00:00Z", "state": "up"}], source="probe"),
    )  # fmt: skip
    yield one("read_exclusion", client, key(id="exclusion"))
    yield one(
        "rule_out", OPERATORS, LINE,
        told=given(start="2026-09-15T08:00:00Z", end="2026-09-15T09:00:00Z",
                   reason="planned-maintenance", evidence="Seen"),
    )  # fmt: skip
    yield one("read_cause", client, key(id="cause"))
    yield one(
        "tell_cause", only("olga", "sam", "adam"), LINE,
        told=given(kind="misuse", start="2026-09-15T08:00:00Z", end="2026-09-15T09:00:00Z",
                   evidence="Seen"),
    )  # fmt: skip
    yield one("accept_cause", OPERATORS, key(id="cause"), told=given(evidence="Seen"))
    yield one("decline_cause", OPERATORS, key(id="cause"), told=BECAUSE)
    yield one("reverse_exclusion", OPERATORS, key(id="exclusion"), told=BECAUSE)


def _others() -> Iterator[Sample]:
    nobody = lambda _s: frozenset()  # noqa: E731  no job has failed here
    job = given(id="4a7c1e0e-6a5f-4f0c-9d51-0d3f3c2f7c11")
    yield one("read_queue", OPERATORS, given(), inside=404, staff=404)
    yield one("retry_job", nobody, job, inside=404)
    yield one("discard_job", nobody, job, inside=404)
    yield open_to("list_rules")
    yield open_to(
        "ask_rule", path=given(rule="working-time"),
        told=given(calendar="support", start="2026-06-19T16:45:00+02:00", seconds=28800),
    )  # fmt: skip
