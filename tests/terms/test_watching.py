"""What one watcher saw, and what several decide together."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.outages import outages_of
from tenir.terms.samples import DEGRADED, DOWN, UNKNOWN, UP, samples_of
from tenir.terms.voting import (
    ABSENT,
    Ruled,
    Vote,
    put_right,
    sampling_error,
    together,
    verdict,
    voted,
    while_heard,
    worst,
)
from tenir.terms.watching import (
    Change,
    Spell,
    changes_between,
    changes_of,
    in_one_second,
    lasts_until,
    told_already,
    with_records,
)

STATES = st.sampled_from([UP, DEGRADED, DOWN])
RECORDS = st.lists(st.tuples(st.integers(0, 400), STATES), min_size=1)
# Seconds few enough that several records share one; no two of one microsecond.
TIMED = st.lists(
    st.tuples(st.integers(0, 40), STATES, st.integers(0, 9)), min_size=1,
    unique_by=lambda record: (record[0], record[2]),
)  # fmt: skip


def down_in(changes, end):
    ends = [change.at for change in changes[1:]] + [end]
    return [
        (change.at, until)
        for change, until in zip(changes, ends, strict=True)
        if change.state == DOWN and change.at < until
    ]


@pytest.mark.clause("5.3")
@given(TIMED, st.sampled_from([None, 7, 60]), st.integers(0, 999))
def test_records_in_any_order_and_helping_say_what_a_file_of_them_says(records, silence, seed):
    chance = random.Random(seed)
    told = [*records, *records]
    chance.shuffle(told)
    spells: list[Spell] = []
    while told:
        helping = [told.pop() for _ in range(min(len(told), chance.randint(1, 9)))]
        spells = with_records(spells, helping, grain=0)
    last = {at: state for at, state, _ in sorted(records, key=lambda each: (each[0], each[2]))}
    at, state = list(last), list(last.values())
    wanted = outages_of(samples_of([0] * len(at), at, state), silence=silence)
    outages = zip(wanted.outages.start.tolist(), wanted.outages.end.tolist(), strict=True)
    assert down_in(changes_of(spells, silence=silence), max(at)) == list(outages)


@pytest.mark.clause("5.3")
def test_a_day_of_one_state_is_one_spell():
    day = [(at, UP) for at in range(0, 86_400, 60)]
    random.Random(1).shuffle(day)
    spells = with_records([], day[:700], grain=120)
    assert len(with_records(spells, day[700:], grain=120)) == 1


@pytest.mark.clause("5.3")
def test_a_late_word_against_what_was_told_leaves_it_unmeasured():
    spells = with_records([Spell(0, 600, UP)], [(300, DOWN)], grain=60)
    assert spells == [Spell(0, 299, UP), Spell(300, 300, UNKNOWN), Spell(360, 600, UP)]
    assert with_records([Spell(0, 600, UP)], [(0, DOWN)], grain=60)[0] == Spell(0, 0, UNKNOWN)


def held(*helpings, grain=9, spells=()):
    """What holds at the end of some helpings of records, and the spells themselves."""
    found = list(spells)
    for records in helpings:
        found = with_records(found, records, grain=grain)
    return found[-1].state, found


@pytest.mark.clause("5.3")
def test_of_two_words_of_one_second_the_later_one_holds_in_whichever_order_they_come():
    assert held([(5, DOWN, 100), (5, UP, 900)])[0] == UP
    assert held([(5, UP, 900)], [(5, DOWN, 100)])[0] == UP
    assert held([(5, UP, 100)], [(5, DOWN, 900)])[0] == DOWN
    assert held([(0, UP), (5, UP, 100)], [(5, DOWN, 900)])[1] == [
        Spell(0, 4, UP), Spell(5, 5, DOWN, 900, 900, 1 << UP)
    ]  # fmt: skip
    assert held([(0, UP), (5, UP, 900)], [(5, DOWN, 100)])[0] == UP


@pytest.mark.clause("5.3")
def test_of_two_words_of_one_instant_the_one_that_came_later_holds_and_the_other_stays_known():
    for first, then in ((DOWN, UP), (UP, DOWN)):
        state, spells = held([(5, first)], [(5, then)])
        assert (state, spells[0].gave_way) == (then, 1 << first)
        assert held([(5, first)], [(5, then)], spells=spells) == (then, spells)
        assert held([(5, first), (5, then)]) == (then, spells)
    ends_up = held([(0, UP), (5, UP)], [(5, DOWN)])[1]
    assert held([(5, UP)], spells=ends_up) == (DOWN, ends_up)


@pytest.mark.clause("5.3")
def test_what_gave_way_stays_known_when_the_spell_lasts_and_when_another_comes_before_it():
    spells = held([(5, UP, 3)], [(5, DOWN, 3)], [(9, DOWN)], [(1, DOWN)])[1]
    assert spells == [Spell(1, 1, DOWN), Spell(5, 9, DOWN, 3, 0, 1 << UP)]
    assert held([(5, UP, 3)], spells=spells)[1] == spells
    early = held([(5, UP, 1)], spells=[Spell(5, 9, DOWN, 3, 0)])[1]
    assert early == [Spell(5, 9, DOWN, 3, 0, 1 << UP)]


@pytest.mark.clause("5.3")
def test_the_later_of_two_words_that_agree_is_the_one_that_a_third_is_held_against():
    assert held([(5, UP, 1)], [(5, UP, 5)], [(5, DOWN, 3)])[0] == UP
    assert held([(5, UP, 1), (9, UP, 1), (9, UP, 5)], [(9, DOWN, 3)])[0] == UP
    whole = held([(5, UP, 1), (9, UP)], [(5, UP, 5)])[1]
    assert held([(5, DOWN, 3)], spells=whole)[1] == [Spell(5, 9, UP, 5, 0, 1 << DOWN)]


@pytest.mark.clause("5.3")
def test_a_word_of_the_first_second_of_a_long_spell_leaves_it_unmeasured():
    assert held([(5, DOWN, 7)], spells=[Spell(5, 90, UP, 3)])[1] == [
        Spell(5, 5, UNKNOWN), Spell(14, 90, UP)
    ]  # fmt: skip
    assert held([(6, DOWN)], spells=[Spell(5, 90, UP, 3)])[1][0] == Spell(5, 5, UP, 3, 3)


@pytest.mark.clause("5.3")
def test_which_words_shared_their_second_with_another_state_is_known():
    spells = [Spell(5, 9, UP, 3, 4)]
    told = [(5, DOWN), (9, DOWN), (7, DOWN), (9, UP), (10, DOWN)]
    assert [in_one_second(spells, each) for each in told] == [True, True, False, False, False]


@pytest.mark.clause("5.3")
@given(RECORDS, RECORDS)
def test_what_was_told_already_changes_nothing(records, others):
    spells = with_records([], records, grain=0)
    for record in [*records, *others]:
        if told_already(spells, record):
            assert with_records(spells, [record], grain=0) == spells
    assert told_already([Spell(0, 9, UP), Spell(20, 20, DOWN)], (9, UP))
    assert told_already([Spell(20, 20, DOWN, gave_way=1 << UP)], (20, UP))
    assert not told_already([Spell(20, 20, DOWN)], (20, UP))
    assert not any(told_already([Spell(5, 9, UP)], new) for new in [(4, UP), (9, DOWN), (10, UP)])


@pytest.mark.clause("5.3")
def test_the_worst_of_what_one_place_tells_is_taken_and_silence_is_worse_than_health():
    alert, other = [Change(0, UP), Change(50, DOWN), Change(90, UP)], [Change(0, DEGRADED)]
    assert worst([alert, other]) == [
        Change(0, DEGRADED), Change(50, DOWN), Change(90, DEGRADED),
    ]  # fmt: skip
    assert worst([[Change(0, UP)], [Change(10, UNKNOWN)]]) == [Change(0, UP), Change(10, UNKNOWN)]


@pytest.mark.clause("5.3")
def test_a_state_holds_while_others_go_on_watching_and_no_longer_than_the_silence():
    spells = [Spell(0, 100, UP)]
    assert changes_of(spells, silence=60) == [Change(0, UP)]
    assert changes_of(spells, silence=60, until=130) == [Change(0, UP)]
    assert changes_of(spells, silence=60, until=500) == [Change(0, UP), Change(160, UNKNOWN)]
    assert changes_of(spells, silence=None, until=500) == [Change(0, UP)]


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("places", "told", "decided"),
    [
        (1, [DOWN], DOWN), (3, [DOWN, UP, UP], DEGRADED), (3, [DOWN, DOWN, UP], DOWN),
        (3, [UP, UP, UNKNOWN], UP), (3, [DOWN, UP, UNKNOWN], UNKNOWN),
        (3, [DOWN, DOWN, UNKNOWN], DOWN), (3, [UP, UNKNOWN, UNKNOWN], UNKNOWN), (2, [], UNKNOWN),
        (3, [UP, DEGRADED, UP], DEGRADED), (2, [DOWN, UP], DEGRADED),
    ],
)  # fmt: skip
def test_a_majority_decides_and_silence_is_no_vote(agreement, places, told, decided):
    vote = Vote.of(places)
    assert vote.decided(told) == decided
    said = verdict(agreement.terms(), vote, {f"p{n}": state for n, state in enumerate(told)})
    assert said.value == decided
    assert "5.3" in said.reason.clauses
    assert said.reason.sentence("en")
    assert said.reason.sentence("fr")


@pytest.mark.clause("5.3")
def test_fewer_may_be_asked_to_agree_never_none():
    assert (Vote.of(3, 1).decided([DOWN, UP, UP]), Vote.of(3, 0).agreeing) == (DOWN, 1)
    assert Vote.of(2, 9).agreeing == 2


@pytest.mark.clause("5.3")
def test_two_places_seeing_the_same_outage_share_only_what_both_saw():
    paris = [Change(0, UP), Change(100, DOWN), Change(200, UP)]
    lyon = [Change(0, UP), Change(130, DOWN), Change(260, UP)]
    assert voted([paris, lyon], Vote.of(2)) == [
        Change(0, UP), Change(100, DEGRADED), Change(130, DOWN), Change(200, DEGRADED),
        Change(260, UP),
    ]  # fmt: skip


@pytest.mark.clause("5.3")
def test_a_product_of_two_targets_is_down_when_both_are():
    web, api = [Change(0, UP), Change(50, DOWN)], [Change(0, UP), Change(90, DOWN), Change(95, UP)]
    assert together([web, api]) == [
        Change(0, UP), Change(50, DEGRADED), Change(90, DOWN), Change(95, DEGRADED)
    ]  # fmt: skip


@pytest.mark.clause("5.3")
def test_the_error_that_sampling_allows_is_an_interval_an_outage():
    assert sampling_error(outages=3, interval=30) == 90


@pytest.mark.clause("5.3")
def test_a_target_not_watched_yet_has_no_say():
    web, api = [Change(0, UP), Change(50, DOWN)], [Change(60, UP), Change(70, ABSENT)]
    assert together([web, api])[1:] == [Change(50, DOWN), Change(60, DEGRADED), Change(70, DOWN)]


@pytest.mark.clause("5.3")
def test_what_a_silent_monitor_said_before_is_not_taken_for_health():
    monitor = [Change(0, UP), Change(100, UNKNOWN), Change(200, UP)]
    assert while_heard([Change(10, UP), Change(150, DOWN)], monitor) == [
        Change(10, UP), Change(100, UNKNOWN), Change(200, DOWN)
    ]  # fmt: skip


@pytest.mark.clause("5.3")
def test_of_two_rulings_the_later_holds_and_one_that_ends_gives_the_measure_back():
    told = [Change(0, UP), Change(50, DOWN), Change(90, UP)]
    first, second = Ruled(40, 70, UP), Ruled(60, None, DEGRADED)
    assert put_right(told, [first]) == [Change(0, UP), Change(70, DOWN), Change(90, UP)]
    assert put_right(told, [first, second]) == [Change(0, UP), Change(60, DEGRADED)]


@pytest.mark.clause("5.3")
def test_a_part_of_a_history_begins_with_what_held_then():
    told = [Change(0, UP), Change(50, DOWN), Change(90, UP)]
    assert changes_between(told, 60, 90) == [Change(60, DOWN)]
    assert changes_between(told, -5, 60) == told[:2]
    assert changes_between(told, 90, 99) == [Change(90, UP)]


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("changes", "told", "until"),
    [
        ([(0, UP), (10, DOWN)], 20, 100),  # nobody said that it ended
        ([(0, UP), (10, DEGRADED)], 10, 100),
        ([(0, UP), (10, DOWN), (50, UNKNOWN)], 20, 50),  # past its silence
        ([(0, UP), (10, DOWN), (20, UP)], 20, 20),
        ([(0, UP)], 20, 20),  # that it was up is no word of later
        ([(0, UNKNOWN)], 20, 20),
        ([], 20, 20),
        ([(0, DOWN)], 120, 120),
    ],
)  # fmt: skip
def test_an_outage_goes_on_from_the_last_word_until_it_is_known_otherwise(changes, told, until):
    found = [Change(*change) for change in changes]
    assert lasts_until(found, told=told, now=100) == until
