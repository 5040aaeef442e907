"""The operations about penalties and credit notes, with arguments that suit them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.faces.api.sample import LINE, Sample, given, key, one, speakers_alone, whole
from tests.stories.rules import client, only, staff
from tests.stories.world import MONTH

FINANCE = only("fred", "adam")


def samples() -> Iterator[Sample]:
    """Every operation at least once."""
    for name in ("list_penalties", "list_claims", "list_credit_notes"):
        yield whole(name)
    yield one("read_exposure", staff, given(), inside=404)
    yield one("read_penalty", client, key(id="right"))
    yield one("read_claim", client, key(id="claim"))
    yield one("send_claim", speakers_alone, LINE, told=given(month=MONTH))
    yield one("object_to_refusal", speakers_alone, key(id="claim"), told=given(because="Why"))
    ruled = given(grant=False, because="So")
    yield one("rule_on_objection", FINANCE, key(id="claim"), told=ruled, done=409)
    invoice = given(corrects="F-1", corrects_on="2026-01-02", fee_paid=True)
    yield one("issue_credit_note", FINANCE, key(id="claim"), told=invoice, done=409)
    yield one("read_credit_note_file", client, key(id="note"))
    paid = given(by="F-2", on="2026-10-12")
    yield one("mark_credit_note_paid", FINANCE, key(id="note"), told=paid)
    yield from _invoicing()


def _invoicing() -> Iterator[Sample]:
    yield one("read_invoicing", staff, given(), inside=404)
    damages = given(vat="damages", reason="Hors du champ de la TVA")
    yield one("change_invoicing", FINANCE, given(), told=damages, inside=404)
    yield one("read_credit_note_entries", staff, given(), query=given(year=2026), inside=404)
