"""What a fact says is read in words; codes that have none are left to its sealed part."""

from __future__ import annotations

from django.utils import timezone, translation

from tenir.ui.fact_told import said

ROLES = {"agent": "Support agent"}


def test_the_fields_of_a_fact_are_told_before_and_after_in_words() -> None:
    before = {"state": "in_progress", "due_at": "2026-11-30T09:00:00+00:00"}
    after = {"state": "resolved", "due_at": "2026-11-30T10:30:00+00:00", "month": "2026-11",
             "amount": "12.50", "role": "agent", "inside": True, "on": "2026-11-29"}  # fmt: skip
    with translation.override("en"), timezone.override("Europe/Paris"):
        told = {str(one.name): [str(one.before), str(one.after)]
                for one in said("request", before, after, roles=ROLES)}  # fmt: skip
    assert told["State"] == ["In progress", "Resolved"]
    assert ">30 Nov 2026 10:00<" in told["Due"][0]
    assert ">30 Nov 2026 11:30<" in told["Due"][1]
    assert told["Month"] == ["", "November 2026"]
    assert told["Amount, excl. tax"] == ["", "€12.50"]
    assert told["Role"] == ["", "Support agent"]
    assert told["Internal"] == ["", "yes"]
    assert told["Day"] == ["", "29 Nov 2026"]


def test_what_a_fact_refers_to_is_told_as_the_journal_tells_it() -> None:
    after = {"about": "client/2", "channel": "email", "proposed": "client-environment"}
    with translation.override("en"):
        told = [str(one.after) for one in said("notice", None, after, roles=ROLES)]
    assert told == ["Client 2", "E-mail", "the client's environment (5.5 h)"]


def test_what_has_no_words_is_not_told_by_its_code() -> None:
    after = {"digest": "ab12", "state": "no_such_state", "urgency": "no-such-urgency",
             "role": "nobody", "products": ["drive"], "flags": {"a": 1},
             "due_at": "soon"}  # fmt: skip
    assert said("request", None, after, roles=ROLES) == []
