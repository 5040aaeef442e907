"""The operations on clients and their contacts, with arguments that suit them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.faces.api.sample import (
    BECAUSE,
    KEEPERS,
    OF_CLIENT,
    PDF,
    Sample,
    file,
    given,
    keepers_and_main,
    keepers_and_speaking,
    key,
    one,
    whole,
)
from tests.stories.rules import client, only
from tests.stories.world import Side, World


def samples() -> Iterator[Sample]:
    """Every operation at least once."""
    yield from _clients()
    yield from _contacts()


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
    yield one("confirm_contacts", keepers_and_main, OF_CLIENT)
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
