"""Charts and months: where things are drawn."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from tenir.ui import charts
from tenir.ui.charts import Point
from tenir.ui.month import Event, month_of


def points(*values: float) -> list[Point]:
    return [Point(str(n), value, f"{value}") for n, value in enumerate(values)]


def test_the_tallest_bar_fills_the_chart_and_the_goal_lies_between() -> None:
    drawn = charts.bars("Rates", points(50, 100), goal=75)
    assert [mark.height for mark in drawn.marks] == [80, 160]
    assert drawn.goal == 40


def test_bars_lie_each_under_its_own_label_where_that_is_words() -> None:
    named = {"Haldenwick Trust": 50, "Drive": 100, "Lacaune": 0}
    figures = [Point(name, share, f"{share} %") for name, share in named.items()]
    drawn = charts.bars("Rates", figures, goal=75, about="In time")
    assert [mark.width for mark in drawn.marks] == [42, 84, 0.5]
    assert [mark.y for mark in drawn.marks] == [22, 62, 102]
    assert (drawn.height, drawn.goal) == (120, 63)
    page = render_to_string(drawn.template, {"chart": drawn, "id": "c"})
    assert '<title id="c-t">Rates</title>' in page
    assert '<text x="0" y="22" dy="-6">Haldenwick Trust</text>' in page
    assert 'width="42%"' in page
    assert page.count(">50 %<") == 2  # beside its bar, and in the table
    assert charts.bars("Rates", [Point("11/2026", 50, "50 %")]).kind == "bars"


def test_a_chart_of_nothing_is_drawn_all_the_same() -> None:
    assert charts.bars("Rates", []).marks == []
    assert charts.spark("Rates", []).path == ""
    assert charts.donut("Rates", [])[1] == []
    assert charts.bars("Rates", points(0)).marks[0].height == 1


def test_a_line_rises_where_the_figures_do() -> None:
    assert charts.spark("Week", points(0, 10)).path == "M2.0 30.0 L110.0 2.0"


def test_the_arcs_of_a_ring_go_once_round() -> None:
    _, arcs = charts.donut("Outcome", points(3, 1))
    assert arcs[0].drawn == pytest.approx(3 * arcs[1].drawn, abs=0.1)
    assert arcs[1].start == pytest.approx(-arcs[0].drawn)


def test_at_most_twelve_labels_stand_under_a_chart() -> None:
    assert len(charts.bars("Days", points(*range(90))).labelled) <= 12


def test_a_window_across_midnight_lies_in_both_days_of_the_reader_s_zone() -> None:
    window = Event("W", datetime(2026, 11, 3, 21, tzinfo=UTC), datetime(2026, 11, 4, 1, tzinfo=UTC))
    with timezone.override("Europe/Paris"), translation.override("fr"):
        month = month_of(date(2026, 11, 1), [window], today=date(2026, 11, 4))
    days = {day.number: day for week in month.weeks for day in week if day.inside}
    assert month.name.lower() == "novembre 2026"
    assert [event.hours for event in days[3].events] == ["22:00–24:00"]
    assert [event.hours for event in days[4].events] == ["00:00–02:00"]
    assert days[4].today
    assert not days[5].events
