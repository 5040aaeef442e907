"""Updates: which versions are supported, how they are deployed and validated.

Ascension Day is on Thursday 14 May 2026.
"""

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.judge import judge
from tenir.terms.releases import UndeclaredMajor, UnknownRelease, validate_by, version_kind
from tests.terms.conftest import Ask, altered
from tests.terms.paris import at, iso

OUT = [("11", "2024-05-02"), ("12", "2025-06-10")]
THIRD = ("13", "2026-04-20")


def status(
    ask: Ask,
    installed: str,
    on: str,
    *more: tuple[str, str],
    early: str = "lost-at-once",
) -> tuple[bool, str]:
    releases = [{"major": major, "released_on": day} for major, day in (*OUT, *more)]
    asked = {"releases": releases, "installed": installed, "on": on}
    found = ask("support-status", under={"2.3.early": early}, **asked)
    return found["supported"], found["until"]


@pytest.mark.parametrize(
    ("installed", "on", "expected"),
    [
        ("12", "2025-06-09", (False, None)),
        ("12", "2025-06-10", (True, None)),
        ("12", "2040-01-01", (True, None)),
        ("11", "2024-05-01", (False, "2026-06-10")),
        ("11", "2025-06-10", (True, "2026-06-10")),
        ("11", "2026-06-10", (True, "2026-06-10")),
        ("11", "2026-06-11", (False, "2026-06-10")),
    ],
)
def test_the_latest_major_is_supported_and_the_one_before_for_twelve_months(
    ask: Ask, installed: str, on: str, expected: tuple[bool, str | None]
) -> None:
    """Clause: 2.3."""
    assert status(ask, installed, on) == expected


@pytest.mark.parametrize(("on", "supported"), [("2026-04-19", True), ("2026-04-20", False)])
def test_the_one_before_is_lost_on_20_april_when_yet_another_comes_out(
    ask: Ask, on: str, supported: bool
) -> None:
    """Clause: 2.3."""
    assert status(ask, "11", on, THIRD) == (supported, "2026-04-20")
    assert status(ask, "11", on, THIRD, early="keeps-12-months") == (True, "2026-06-10")


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2024-05-01", "not released yet"),
        ("2026-04-19", "until 20 Apr 2026, when the second version after it comes out"),
        ("2026-04-20", "end 20 Apr 2026, the day on which the second version after it came out"),
    ],
)
def test_the_reason_tells_what_ends_the_support(agreement: Agreement, on: str, said: str) -> None:
    """Clause: 2.3."""
    releases = [{"major": major, "released_on": day} for major, day in (*OUT, THIRD)]
    asked = {"releases": releases, "installed": "11", "on": on}
    assert said in judge(agreement, "support-status", asked).reason.sentence("en")


def test_twelve_months_from_29_february_2028_end_on_28_february(ask: Ask) -> None:
    """Clause: 2.3."""
    assert status(ask, "12", "2029-02-28", ("13", "2028-02-29")) == (True, "2029-02-28")


def test_of_two_majors_of_one_day_10_follows_9(ask: Ask) -> None:
    """Clause: 2.3."""
    releases = [{"major": major, "released_on": "2026-01-05"} for major in (10, 9)]
    found = ask("support-status", releases=releases, installed=10, on="2026-02-01")
    assert found == {"supported": True, "until": None}


def test_a_version_that_is_not_in_the_list_or_twice_is_refused(ask: Ask) -> None:
    with pytest.raises(UnknownRelease, match="“14” is not in the list"):
        status(ask, "14", "2026-01-01")
    with pytest.raises(UnknownRelease, match="“12” is given twice"):
        status(ask, "11", "2026-01-01", ("12", "2026-01-01"))


@pytest.mark.parametrize(
    ("product", "hosting", "mode"),
    [
        ("mobile-sales", "dedicated", "piloted"),
        ("mobile-sales", "shared", "automatic"),
        ("mobile-sales", None, "automatic"),
        ("drive", None, "piloted"),
        ("document-viewer", "dedicated", "automatic"),
        (None, "dedicated", "automatic"),
    ],
)
def test_updates_are_piloted_for_annex_1_and_automatic_for_all_others(
    ask: Ask, product: str | None, hosting: str | None, mode: str
) -> None:
    """Clause: 8.4, 8.5, A1."""
    assert ask("update-mode", product=product, hosting=hosting) == mode


# --- validation


@pytest.mark.parametrize(
    ("received", "by"),
    [
        ("2026-04-14 09:00", "2026-05-15 00:00"),
        ("2026-04-14 23:59", "2026-05-15 00:00"),
        ("2026-10-05 15:00", "2026-11-05 00:00"),
        ("2028-01-30 10:00", "2028-03-01 00:00"),
    ],
)
def test_a_version_is_validated_by_the_end_of_the_thirtieth_day(
    ask: Ask, received: str, by: str
) -> None:
    """Clause: 8.9."""
    assert ask("validate-by", received_at=iso(received)) == iso(by)


def test_the_thirtieth_day_is_put_off_past_ascension_under_the_other_reading(ask: Ask) -> None:
    """Clause: 8.9."""
    other = {"roll-over": "next-working-day"}
    found = ask("validate-by", received_at=iso("2026-04-14 09:00"), under=other)
    assert found == iso("2026-05-16 00:00")


def test_the_doubt_about_the_last_day_is_named(agreement: Agreement) -> None:
    """Clause: 8.9."""
    reason = validate_by(agreement.terms(), received_at=at("2026-04-14 09:00")).reason
    assert [use.id for step in reason.walk() for use in step.readings] == [
        "8.9.silence",
        "roll-over",
    ]
    assert reason.children[0].sentence("fr").startswith("30 jours, le premier jour non compté")


def test_under_the_other_reading_the_working_days_are_told_too(agreement: Agreement) -> None:
    """Clause: 8.9."""
    terms = agreement.reading({"roll-over": "next-working-day"}).terms()
    reason = validate_by(terms, received_at=at("2026-04-14 09:00")).reason
    assert "working-day" in {use.id for step in reason.walk() for use in step.readings}


@pytest.mark.parametrize(
    ("answer", "now", "state"),
    [
        (None, "2026-05-14 23:59:59", "awaited"),
        (None, "2026-05-15 00:00", "lapsed"),
        ("validated", "2026-05-01 00:00", "validated"),
        ("refused", "2026-06-01 00:00", "refused"),
    ],
)
def test_silence_after_thirty_days_lapses_and_is_no_acceptance(
    ask: Ask, answer: str | None, now: str, state: str
) -> None:
    """Clause: 8.9, 8.10."""
    asked = {"received_at": iso("2026-04-14 09:00"), "now": iso(now), "answer": answer}
    assert ask("validation", **asked) == state


def test_silence_accepts_under_the_other_reading(ask: Ask) -> None:
    """Clause: 8.9."""
    asked = {"received_at": iso("2026-04-14 09:00"), "now": iso("2026-05-15 00:00")}
    assert ask("validation", under={"8.9.silence": "accepted"}, **asked) == "accepted"


def test_a_patch_is_not_validated(ask: Ask) -> None:
    """Clause: 8.9."""
    asked = {"received_at": iso("2026-04-14 09:00"), "kind": "patch"}
    assert ask("validate-by", **asked) is None
    assert ask("validation", now=iso("2026-07-01 00:00"), **asked) == "not_concerned"


# --- what a version is


@pytest.mark.parametrize(
    ("previous", "number", "kind"),
    [
        ("12.4.1", "12.4.2", "patch"),
        ("12.4", "12.4.1", "patch"),
        ("12", "12.0.1", "patch"),
        ("2026.01", "2026.1", "patch"),
        ("12.4.1", "12.5", "version"),
        ("12.4", "13", "version"),
        ("12.4", "12.4-rc", "version"),
    ],
)
def test_a_new_number_is_a_new_version_and_anything_else_a_patch(
    ask: Ask, previous: str, number: str, kind: str
) -> None:
    """Clause: 8.1."""
    assert ask("version-kind", previous=previous, number=number) == kind


def test_a_major_version_is_declared_with_its_reason(agreement: Agreement) -> None:
    """Clause: 8.1."""
    found = version_kind(
        agreement.terms(), previous="12.4", number="13.0", major=True, reason="new engine"
    )
    assert found.value == "major"
    assert "new engine" in found.reason.sentence("en")


def test_a_major_version_without_a_reason_or_a_new_number_is_refused(ask: Ask) -> None:
    """Clause: 8.1."""
    with pytest.raises(UndeclaredMajor, match="its reason"):
        ask("version-kind", previous="12.4", number="13.0", major=True, reason=" ")
    with pytest.raises(UndeclaredMajor, match="a new number"):
        ask("version-kind", previous="12.4", number="12.4.1", major=True, reason="new engine")


def test_a_publisher_may_number_by_the_first_part_alone(agreement: Agreement) -> None:
    """Clause: 8.1."""
    ours = altered(agreement, "releases.kinds", number_parts=1)
    assert judge(ours, "version-kind", {"previous": "12.4", "number": "12.5"}).value == "patch"


@pytest.mark.parametrize(
    ("piloted", "missing", "reading", "liable"),
    [
        (True, True, "client-action", False),
        (True, False, "client-action", True),
        (False, True, "client-action", True),
        (True, False, "any", False),
        (False, False, "any", True),
    ],
)
def test_the_publisher_answers_for_an_update_that_was_not_done_but_for_want_of_the_client(
    ask: Ask, piloted: bool, missing: bool, reading: str, liable: bool
) -> None:
    """Clause: 8.12."""
    asked = {"piloted": piloted, "client_action_missing": missing}
    assert ask("liability", under={"8.12.liability": reading}, **asked) is liable
