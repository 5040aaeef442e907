"""Backups: which copies are owed until when, and how old the newest one was."""

import calendar as civil
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.backups import BackwardPeriod, retention
from tenir.terms.judge import judge
from tests.conftest import Tried
from tests.terms.conftest import Ask, altered
from tests.terms.paris import PARIS, at, iso

NOON = "2026-07-15 12:00"


def kept(ask: Ask, *copies: str, now: str = NOON, **more: object) -> list[str]:
    found = ask("retention", copies=[iso(copy) for copy in copies], now=iso(now), **more)
    return [str(datetime.fromisoformat(text).replace(tzinfo=None))[:16] for text in found["keep"]]


# --- the real engine's scenarios, against the promise


def wall(made: datetime, *, days: int = 0, months: int = 0) -> float:
    """The same clock time in Paris so much later, as a timestamp."""
    month = made.month - 1 + months
    year, month = made.year + month // 12, month % 12 + 1
    day = min(made.day, civil.monthrange(year, month)[1])
    naive = made.replace(tzinfo=None, year=year, month=month, day=day) + timedelta(days=days)
    return naive.replace(tzinfo=PARIS).timestamp()


def owed_until(copies: list[str]) -> dict[str, float]:
    """Each copy's expiry, reckoned from the last of each day, week and month found by hand."""
    made = {text: datetime.fromisoformat(text).astimezone(PARIS) for text in copies}
    last: dict[str, str] = {}
    for text, local in sorted(made.items(), key=lambda pair: pair[1].astimezone(UTC)):
        monday = local.date() - timedelta(days=local.weekday())
        last[f"d{local:%F}"] = last[f"w{monday}"] = last[f"m{local:%Y-%m}"] = text
    lives = {"d": {"days": 7}, "w": {"days": 28}, "m": {"months": 3}}
    found = {text: local.timestamp() for text, local in made.items()}
    for name, text in last.items():
        found[text] = max(found[text], wall(made[text], **lives[name[0]]))
    return found


def test_each_scenario_of_a_real_engine_keeps_what_the_promise_requires(
    agreement: Agreement, shared: Path, tried: Tried
) -> None:
    """Copies dated in the future are kept and reported on top of what is required.

    Clause: 6.4.
    """
    scenarios = json.loads((shared / "vectors" / "retention_restic.json").read_text())
    tried("retention_restic", len(scenarios))
    assert len(scenarios) == 89
    for scenario in scenarios:
        now = datetime.fromisoformat(scenario["now"])
        asked = {"copies": scenario["snapshots"], "now": scenario["now"]}
        found = judge(agreement, "retention", asked).value
        later = {text for text in scenario["snapshots"] if datetime.fromisoformat(text) > now}
        ends = owed_until([text for text in scenario["snapshots"] if text not in later])
        owed = {text for text, until in ends.items() if now.timestamp() < until}
        assert set(found["keep"]) == set(scenario.get("window_required", owed)) | later
        assert {text: datetime.fromisoformat(until).timestamp()
                for text, until in found["expires"].items()} == ends  # fmt: skip


def test_the_engine_s_own_count_breaks_the_promise_and_ours_runs_it_beside(
    agreement: Agreement, shared: Path
) -> None:
    """Clause: 6.4."""
    scenarios = json.loads((shared / "vectors" / "retention_restic.json").read_text())
    under = agreement.reading({"6.4.copies": "coverage"})
    counted = [
        scenario for scenario in scenarios
        if (scenario["policy_name"], scenario["machine_tz"]) == ("D7W4M3", "Europe/Paris")
    ]  # fmt: skip
    assert counted
    for scenario in counted:
        asked = {"copies": scenario["snapshots"], "now": scenario["now"]}
        assert judge(under, "retention", asked).value["keep"] == sorted(scenario["kept"])


# --- how long a copy lives


@pytest.mark.parametrize(
    ("made", "now", "owed"),
    [
        ("2026-07-07 22:00", "2026-07-14 21:59:59", True),
        ("2026-07-07 22:00", "2026-07-14 22:00", False),
    ],
)
def test_the_last_copy_of_a_day_lives_seven_days_to_the_second(
    ask: Ask, made: str, now: str, owed: bool
) -> None:
    """Clause: 6.4."""
    rest = ["2026-07-08 22:00", "2026-07-31 22:00"]  # of its week and month, other copies are last
    assert (made in kept(ask, made, rest[0], now=now)) is owed


def test_the_last_copy_of_an_iso_week_lives_four_weeks(ask: Ask) -> None:
    """Clause: 6.4."""
    copies = ["2026-07-12 22:00", "2026-07-31 22:00"]
    assert copies[0] in kept(ask, *copies, now="2026-08-09 21:59")
    assert copies[0] not in kept(ask, *copies, now="2026-08-09 22:00")


@pytest.mark.parametrize(
    ("made", "gone"),
    [
        ("2025-11-30 22:00", "2026-02-28 22:00"),
        ("2027-11-30 22:00", "2028-02-29 22:00"),
        ("2026-01-31 22:00", "2026-04-30 22:00"),
    ],
)
def test_the_last_copy_of_a_month_lives_three_months_date_to_date(
    ask: Ask, made: str, gone: str
) -> None:
    """Clause: 6.4."""
    found = ask("retention", copies=[iso(made)], now=iso(made))
    assert found["expires"] == {iso(made): iso(gone)}


def test_a_copy_that_is_last_of_nothing_is_owed_no_more(ask: Ask) -> None:
    """Clause: 6.4."""
    assert kept(ask, "2026-07-15 02:00", "2026-07-15 08:00") == ["2026-07-15 08:00"]


def test_a_copy_dated_in_the_future_is_kept_and_takes_nobody_s_place(
    agreement: Agreement,
) -> None:
    """Clause: 6.4."""
    copies = [at("2026-07-15 02:00"), at("2026-07-15 14:00")]
    first, future = retention(agreement.terms(), copies=copies, now=at(NOON)).value
    assert (first.kept, first.tiers) == (True, ("daily", "weekly", "monthly"))
    assert (future.kept, future.tiers, future.expires_at) == (True, (), None)


def test_two_copies_of_the_hour_that_comes_twice_on_25_october_each_have_an_expiry(
    ask: Ask,
) -> None:
    """Clause: 6.4."""
    copies = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]
    found = ask("retention", copies=copies, now="2026-10-25T01:00:00Z")
    assert found["keep"] == copies
    found = ask("retention", copies=copies, now="2026-10-25T12:00:00Z")
    assert found["keep"] == copies[1:]
    assert found["expires"][copies[0]] == "2026-10-25T02:30:00+02:00"


def test_copies_of_one_second_are_all_kept_in_the_words_in_which_they_were_given(ask: Ask) -> None:
    """Clause: 6.4."""
    copies = ["2026-07-15T02:00:00.75Z", "2026-07-15T04:00:00.25+02:00"]
    found = ask("retention", copies=copies, now=iso(NOON))
    assert found["keep"] == copies[::-1]
    assert list(found["expires"]) == copies[::-1]


def test_the_reasons_say_which_copies_stand_for_what(agreement: Agreement) -> None:
    """Clause: 6.4."""
    copies = [at("2026-06-28 22:00"), at("2026-07-12 22:00"), at("2026-07-14 22:00")]
    reason = retention(agreement.terms(), copies=copies, now=at(NOON)).reason
    assert [child.sentence("en") for child in reason.children] == [
        "2 kept as the last of its day, for 7 days",
        "3 kept as the last of its ISO week, for 28 days",
        "2 kept as the last of its month, for 3 months",
    ]
    assert [reading.id for reading in reason.readings] == ["6.4.copies"]


def test_an_engine_counts_four_weeks_whether_written_in_days_or_in_weeks(
    agreement: Agreement,
) -> None:
    """Clause: 6.4."""
    weeks = [{"id": "weekly", "per": "iso_week", "length": "4 weeks"}]
    terms = altered(agreement, "backups.retention", tiers=weeks, method="coverage").terms()
    sundays = [at(f"2026-{day} 22:00") for day in ("05-31", "06-07", "06-14", "06-21", "06-28")]
    found = retention(terms, copies=sundays, now=at(NOON)).value
    assert [copy.at for copy in found if copy.kept] == sundays[1:]


# --- how old the newest copy was


def gap(ask: Ask, *copies: str, start: str, end: str) -> tuple[int, list[str]]:
    found = ask("rpo", copies=[iso(c) for c in copies], from_=iso(start), to=iso(end))
    return found["worst_gap_seconds"], [breach["from"] for breach in found["breaches"]]


def test_a_copy_every_night_breaks_the_promise_on_the_day_of_25_hours(ask: Ask) -> None:
    """Clause: 6.2."""
    nights = [f"2026-10-{day} 23:00" for day in (23, 24, 25, 26)]
    found = gap(ask, *nights, start=nights[0], end=nights[-1])
    assert found == (25 * 3600, [iso("2026-10-25 22:00")])


def test_and_keeps_it_on_the_day_of_23_hours(ask: Ask) -> None:
    """Clause: 6.2."""
    nights = [f"2026-03-{day} 23:00" for day in (27, 28, 29, 30)]
    assert gap(ask, *nights, start=nights[0], end=nights[-1]) == (24 * 3600, [])


def test_the_age_counts_from_the_last_copy_before_the_period(ask: Ask) -> None:
    """Clause: 6.2."""
    copies = ["2026-06-01 02:00", "2026-05-31 02:00"]
    found = gap(ask, *copies, start="2026-06-02 06:00", end="2026-06-02 10:00")
    assert found == (32 * 3600, [iso("2026-06-02 06:00")])


def test_with_no_copy_at_all_it_counts_from_the_start(ask: Ask) -> None:
    """Clause: 6.2."""
    found = gap(ask, start="2026-06-01 00:00", end="2026-06-03 00:00")
    assert found == (48 * 3600, [iso("2026-06-02 00:00")])


def test_a_copy_after_the_period_or_twice_the_same_changes_nothing(ask: Ask) -> None:
    """Clause: 6.2."""
    copies = ["2026-06-01 12:00", "2026-06-01 12:00", "2026-06-05 00:00"]
    found = gap(ask, *copies, start="2026-06-01 00:00", end="2026-06-01 20:00")
    assert found == (12 * 3600, [])


def test_a_period_that_ends_before_it_starts_is_refused(ask: Ask) -> None:
    with pytest.raises(BackwardPeriod, match="ends"):
        gap(ask, start="2026-06-02 00:00", end="2026-06-01 00:00")
