"""Every operation of the API with arguments that suit it: of whose thing, and who is answered.

`samples()` is for whoever walks all of them; a test says which operation is missing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tenir.integrations.spreadsheets import past
from tests.faces.api import (
    operations_of_knowledge,
    operations_of_maintenance,
    operations_of_measuring,
    operations_of_penalties,
    operations_of_publishing,
    operations_of_releases,
    operations_of_support,
)
from tests.faces.api.sample import (
    BECAUSE,
    CONTRACT,
    DRIVE,
    KEEPERS,
    LINE,
    OF_CLIENT,
    OPERATORS,
    PDF,
    Given,
    Sample,
    file,
    given,
    keepers_and_main,
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
    NOWHERE,
    PEOPLE,
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
    yield from _you_and_people()
    yield from _organisations()
    yield from _providers()
    yield from _clients()
    yield from _contacts()
    yield from _catalogue()
    yield from _agreement()
    yield from _contracts()
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


def _you_and_people() -> Iterator[Sample]:
    administrator = only("adam")
    person = key(id="person")
    yield whole("read_me")
    yield whole(
        "set_preferences", told=given(name="New Name", language="en", time_zone="Europe/Paris")
    )
    yield whole("list_sessions")
    yield one("end_session", lambda _s: frozenset(), given(id=NOWHERE), inside=404, staff=404)
    yield whole("list_views")
    yield whole("save_view", told=given(page="console:requests", name="Late", asked="clock=late"))
    yield one("drop_view", lambda _s: frozenset(), given(id=NOWHERE), inside=404, staff=404)
    yield whole("list_people")
    yield one("read_person", lambda side: STAFF | PEOPLE[side.word], person)
    yield one("change_email", KEEPERS, person, told=given(email="other@example.org"))
    yield one("end_sessions", keepers_and_main, person)
    yield one("reset_second_factor", administrator, person)
    yield one("unlock_person", administrator, person)
    yield one("close_person", KEEPERS, person)
    yield one("erase_person", lambda _s: frozenset(), person, inside=403)


def _organisations() -> Iterator[Sample]:
    administrator = only("adam")
    yield whole("list_organisations")
    yield one("read_organisation", client, OF_CLIENT)
    yield one("require_second_factor", administrator, OF_CLIENT, told=given(required=True))
    yield whole("list_roles")
    yield Sample(
        "grant_role", keepers_and_main,
        told=lambda w, s: {"person": w.cast.people["vera"].pk, "organisation": s.organisation,
                           "role": "reader"},
    )  # fmt: skip
    yield one("revoke_role", keepers_and_main, _a_role)
    yield whole("list_invitations")
    yield one("read_invitation", main, key(id="invitation"), inside=404)
    yield Sample(
        "invite_person", keepers_and_main,
        told=lambda _w, s: {"email": "newer@example.org", "organisation": s.organisation,
                            "role": "reader"},
    )  # fmt: skip
    yield one("renew_invitation", keepers_and_main, key(id="invitation"), inside=404)
    yield one("revoke_invitation", keepers_and_main, key(id="invitation"), inside=404)
    yield whole("list_tokens")
    yield whole(
        "create_token",
        told=given(name="more", scopes=["read"], expires_at="2026-12-01T00:00:00Z"),
    )
    yield one("revoke_token", only("adam", main=True), key(id="token"), inside=404, staff=404)
    yield whole("list_sign_ins")


def _providers() -> Iterator[Sample]:
    administrator = only("adam")
    provider = given(
        issuer="https://login.example.org", client_id="t", client_secret="s", domains=["e.example"]
    )
    yield whole("list_providers")
    yield one("set_provider", administrator, OF_CLIENT, told=provider)
    yield one("remove_provider", administrator, OF_CLIENT)
    yield one("unbind_person", administrator, key(id="person"))


def _a_role(world: World, side: Side) -> Mapping[str, Any]:
    name = {"martin": "rose", "novak": "emil"}[side.word]
    held = world.cast.people[name].memberships.get(organisation=side.organisation)
    return {"id": held.pk}


def _clients() -> Iterator[Sample]:
    yield whole("list_clients")
    yield one("read_client", client, OF_CLIENT)
    yield whole("register_client", KEEPERS, told=given(number="C-900", name="Fonderie Petit"))
    yield one("change_client", KEEPERS, OF_CLIENT, told=given(siren="552100554"))
    yield one("client_may_start", client, OF_CLIENT)
    yield one("client_entitles", client, OF_CLIENT, query=key(person="person"))
    for name in ("export_clients", "export_contacts", "export_contracts"):
        yield whole(name)
    yield whole(
        "import_clients", KEEPERS,
        form=lambda _w, _s: {
            "dry_run": "true",
            "file": file("clients.csv", b"number;name\nC-901;Petit\n", "text/csv"),
        },
    )  # fmt: skip
    yield whole(
        "import_contracts", KEEPERS,
        form=lambda _w, s: {
            "dry_run": "true",
            "file": file(
                "contracts.csv",
                f"contract;client;from;product\nCT-901;{s.number};2026-11-01;drive\n".encode(),
                "text/csv",
            ),
        }, staff=422,
    )  # fmt: skip


def _a_contact(world: World, side: Side) -> Mapping[str, Any]:
    from tenir.apps.parties.queries import contacts_of  # noqa: PLC0415
    from tenir.viewer import SYSTEM  # noqa: PLC0415

    found = contacts_of(SYSTEM, side.organisation).filter(main=False).first()
    assert found
    return {"id": side.organisation, "contact": found.pk}


def _contacts() -> Iterator[Sample]:
    change = key(id="change")
    yield whole("list_contacts")
    yield one("read_contact", client, _a_contact)
    yield one(
        "designate_contact", keepers_and_main, OF_CLIENT,
        told=given(name="Zoe", email="zoe@example.org"),
    )  # fmt: skip
    yield one("change_contact", keepers_and_main, _a_contact, told=given(telephone="+33 1"))
    yield one("remove_contact", lambda _s: frozenset(), _a_contact)  # by a program: a role ends
    yield one("erase_contact", only("adam"),
              lambda _w, side: {"id": side.organisation, "contact": side.former_contact},
              inside=404)  # fmt: skip
    yield one("invite_contact", keepers_and_main, _a_contact)
    yield one("flag_contact", KEEPERS, _a_contact, told=BECAUSE)
    yield one("unflag_contact", KEEPERS, _a_contact)
    yield one("confirm_contacts", keepers_and_speaking, OF_CLIENT)
    yield one("list_readers", client, OF_CLIENT)
    yield one(
        "invite_reader", keepers_and_main, OF_CLIENT,
        told=given(name="Zoe", email="zoe@example.org"),
    )  # fmt: skip
    yield one(
        "remove_reader", keepers_and_main,
        lambda w, s: {"id": s.organisation,
                      "person": w.cast.people[{"martin": "rose", "novak": "emil"}[s.word]].pk},
    )  # fmt: skip
    yield whole("list_contact_changes")
    yield one("read_contact_change", client, change)
    yield one(
        "ask_contact_change", lambda _s: frozenset(), OF_CLIENT, told=given(telephone="+33 2")
    )
    yield one(
        "sign_contact_change", lambda _s: frozenset(), change,
        form=lambda _w, _s: {"signatory_name": "A", "signatory_title": "B",
                             "file": file("a.pdf", PDF, "application/pdf")},
    )  # fmt: skip
    yield one("verify_contact_change", KEEPERS, change)
    yield one("refuse_contact_change", KEEPERS, change, told=BECAUSE)
    yield one("withdraw_contact_change", keepers_and_speaking, change)


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


def _agreement() -> Iterator[Sample]:
    version = key(id="client_version")
    yield open_to("list_versions")
    yield open_to("read_version", path=lambda w, _s: {"id": w.published.pk})
    yield open_to(
        "read_differences", path=lambda w, _s: {"old": w.reference.pk, "new": w.published.pk}
    )
    draft: Given = lambda w, _s: {"id": w.draft.pk}  # noqa: E731
    yield Sample(
        "draft_version", KEEPERS, inside=404,
        told=lambda w, _s: {"convention": w.draft.convention, "text": w.draft.text},
    )  # fmt: skip
    yield one("discard_draft", KEEPERS, draft, inside=404)
    yield one("publish_version", KEEPERS, draft, told=given(because=""), inside=404)
    yield one("read_misfits", staff, draft, inside=404)
    yield one("read_replay", staff, lambda w, _s: {"id": w.published.pk}, outside=403)
    yield one("ask_replay", staff, lambda w, _s: {"id": w.published.pk}, outside=403)
    yield whole("list_client_versions")
    yield one("read_client_version", client, version)
    yield one("read_version_proofs", client, version)
    yield one("accept_version", answering, version, told=_letter)
    yield one("terminate_on_version", only("anna", "adam", main=True), version, told=_letter)
    yield one("prove_notification", KEEPERS, version, told=_by_post)


def answering(side: Side) -> frozenset[str]:
    """Who answers for a client: its contacts, or staff with the letter."""
    return speaking(side) | {"anna", "adam"}


def _letter(world: World, side: Side) -> Mapping[str, Any]:
    return {"document": str(side.document_client)}


def _by_post(world: World, side: Side) -> Mapping[str, Any]:
    return {"sent_at": "2026-10-05T09:00:00Z", "document": str(side.document_client)}


def _contracts() -> Iterator[Sample]:
    ending = given(on="2026-12-31", because="Asked for by letter")
    yield whole("list_contracts")
    yield one("read_contract", client, CONTRACT)
    yield Sample(
        "sign_contract", KEEPERS,
        told=lambda _w, s: {"client": s.organisation, "number": "CT-900",
                            "starts_on": "2026-11-01", "lines": [{"product": "drive"}]},
    )  # fmt: skip
    yield one(
        "amend_contract", KEEPERS, CONTRACT, told=given(effective_on="2026-11-01", overrides=[])
    )
    yield one("extend_contract", KEEPERS, CONTRACT, told=given(ends_on=None), done=409)
    yield one("end_contract", KEEPERS, CONTRACT, told=ending)
    yield whole("list_subscriptions")
    yield one("read_subscription", client, LINE)
    yield one("read_terms", client, LINE)
    yield one("subscribe", KEEPERS, CONTRACT, told=given(product="document-viewer"))
    yield one(
        "change_line", KEEPERS, LINE,
        told=given(from_on="2026-11-01", seats=30, yearly_fee="50000.00"),
    )  # fmt: skip
    yield one("read_access", client, LINE)
    yield whole("list_flagged_contracts")
    yield one("open_access", only("anna", "sam", "olga", "adam"), LINE)
    yield one("end_subscription", KEEPERS, LINE, told=ending)
    yield whole("list_options")
    yield one(
        "add_option", KEEPERS, CONTRACT,
        told=given(kind="training", name="A day", key="more/1", starts_on="2026-11-01"),
    )  # fmt: skip
    yield one("end_option", KEEPERS, _an_option, told=ending)
    yield whole("list_specifics")
    yield one(
        "record_specific", only("anna", "sam", "rita", "adam"), LINE,
        told=given(kind="report", name="Monthly report"),
    )  # fmt: skip
    yield one("withdraw_specific", only("anna", "sam", "rita", "adam"), key(id="specific"))


def _an_option(world: World, side: Side) -> Mapping[str, Any]:
    from tenir.apps.agreements.queries import options  # noqa: PLC0415
    from tenir.viewer import SYSTEM  # noqa: PLC0415

    found = options(SYSTEM, client=side.organisation).first()
    assert found
    return {"id": found.pk}


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
