"""The operations on versions of the agreement and on contracts, with arguments that suit them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.faces.api.sample import (
    CONTRACT,
    KEEPERS,
    LINE,
    Given,
    Sample,
    given,
    key,
    one,
    open_to,
    speaking,
    whole,
)
from tests.stories.rules import client, only, staff
from tests.stories.world import Side, World


def samples() -> Iterator[Sample]:
    """Every operation at least once."""
    yield from _agreement()
    yield from _contracts()


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
