"""Who speaks for a client, and how the publisher reaches them."""

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.contacts import may_open, may_start, needs_signature
from tests.terms.conftest import Ask


@pytest.mark.parametrize(("person", "allowed"), [("Alice", True), ("Charlie", False)])
def test_only_designated_contacts_open_requests(ask: Ask, person: str, allowed: bool) -> None:
    """Clause: 7.9, 9.4."""
    assert ask("contact", act="open", person=person, contacts=["Alice", "Bob"]) is allowed


def test_others_are_refused_with_the_names_of_those_who_may(agreement: Agreement) -> None:
    """Clause: 7.9."""
    reason = may_open(agreement.terms(), person="Charlie", contacts=["Alice", "Bob"]).reason
    assert reason.sentence("fr").endswith("peuvent demander : Alice et Bob")


def test_no_access_opens_and_no_clock_starts_without_a_contact(ask: Ask) -> None:
    """Clause: 4.2, 9.1."""
    assert ask("contact", act="start", contacts=[]) is False
    assert ask("contact", act="start", contacts=["Alice"]) is True


def test_one_person_named_twice_is_one_contact(agreement: Agreement) -> None:
    """Clause: 9.1."""
    reason = may_start(agreement.terms(), contacts=["Alice", "Alice"]).reason
    assert reason.inputs["count"] == 1


@pytest.mark.parametrize(
    ("contacts", "allowed"),
    [(["Alice"], False), (["Alice", "Alice"], False), (["Alice", "Bob"], True)],
)
def test_the_last_contact_stays(ask: Ask, contacts: list[str], allowed: bool) -> None:
    """Clause: 9.1."""
    assert ask("contact", act="remove", person="Alice", contacts=contacts) is allowed


@pytest.mark.parametrize(
    ("main", "changed", "signed"),
    [
        (True, ["person"], True),
        (True, ["email"], True),
        (True, ["telephone"], True),
        (True, ["language"], False),
        (False, ["person", "email"], False),
    ],
)
def test_a_change_about_the_main_contact_is_made_in_signed_writing(
    ask: Ask, main: bool, changed: list[str], signed: bool
) -> None:
    """Clause: 9.3."""
    assert ask("signature", main=main, changed=changed) is signed


def test_what_changes_is_named_in_the_reader_s_language(agreement: Agreement) -> None:
    """Clause: 9.3."""
    reason = needs_signature(agreement.terms(), main=True, changed=["person", "telephone"]).reason
    assert "(personne et téléphone)" in reason.sentence("fr")
    assert "(person and telephone)" in reason.sentence("en")


@pytest.mark.parametrize(
    ("severity", "means"),
    [
        ("P1", ["telephone", "email", "portal"]),
        ("P2", ["email", "portal"]),
        ("P3", ["portal", "email"]),
    ],
)
def test_the_means_of_reaching_a_contact_depend_on_severity(
    ask: Ask, severity: str, means: list[str]
) -> None:
    """Clause: 9.5."""
    assert ask("channels", priority=severity) == means
