"""Charts as SVG: their geometry, worked out here; templates/tenir/chart_*.html draw it.

Each has words for whoever does not see it, and its figures as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import pi
from typing import Any

WIDTH, HEIGHT = 640, 160
SPARK_WIDTH, SPARK_HEIGHT = 112, 32
RADIUS = 42
ROW, BAR = 40, 14  # the pixels of a bar that lies, under its label
LYING = 84  # per cent of the width: its figure stands beside it
LONGEST = 8  # letters that a label has room for under a bar that stands


@dataclass(frozen=True)
class Point:
    """One figure: what it is of, its value, how it is written, its tone (ui/states.py)."""

    label: Any
    value: float
    shown: str
    tone: str = "running"


@dataclass(frozen=True)
class Mark:
    """A rectangle of a chart; of one that lies, x and width are per cents of what room there is."""

    point: Point
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Chart:
    """What a template draws: `kind` names it, chart_KIND.html."""

    kind: str
    title: Any
    about: Any
    points: Sequence[Point]
    marks: Sequence[Mark] = ()
    goal: float | None = None
    goal_words: Any = ""
    path: str = ""
    width: int = WIDTH
    height: int = HEIGHT
    ends: tuple[Any, Any] = ("", "")
    middle: str = ""

    @property
    def template(self) -> str:
        """The template that draws it."""
        return f"tenir/chart_{self.kind}.html"

    @property
    def labelled(self) -> Sequence[Mark]:
        """The marks whose label has room under it: at most twelve, evenly."""
        step = -(-len(self.marks) // 12) or 1
        return self.marks[::step]


def bars(
    title: Any,
    points: Sequence[Point],
    *,
    about: Any = "",
    floor: float = 0,
    goal: float | None = None,
    goal_words: Any = "",
) -> Chart:
    """A bar a figure, from `floor` up; `goal` is a line across.

    Where a label is words, bars lie, each under its own.
    """
    top = max([point.value for point in points] + ([goal] if goal is not None else []), default=1)
    if any(len(str(point.label)) > LONGEST for point in points):
        scale = LYING / ((top - floor) or 1)
        line = None if goal is None else round((goal - floor) * scale, 1)
        return Chart("rows", title, about, points, _lying(points, floor, scale), line, goal_words,
                     width=100, height=ROW * len(points))  # fmt: skip
    scale = HEIGHT / ((top - floor) or 1)
    step = WIDTH / (len(points) or 1)
    marks = [
        Mark(point, round(n * step + step * 0.15, 1), round(HEIGHT - tall, 1),
             round(step * 0.7, 1), round(tall, 1))
        for n, point in enumerate(points)
        for tall in [max(1.0, (point.value - floor) * scale)]
    ]  # fmt: skip
    line = None if goal is None else round(HEIGHT - (goal - floor) * scale, 1)
    return Chart("bars", title, about, points, marks, line, goal_words)


def _lying(points: Sequence[Point], floor: float, scale: float) -> list[Mark]:
    return [
        Mark(point, 0, (n + 1) * ROW - BAR - 4, round(max(0.5, (point.value - floor) * scale), 1),
             BAR)
        for n, point in enumerate(points)
    ]  # fmt: skip


def days(
    title: Any, points: Sequence[Point], *, about: Any = "", ends: tuple[Any, Any] = ("", "")
) -> Chart:
    """A strip a day, as status pages draw ninety of them; its tone says how the day was."""
    step = WIDTH / (len(points) or 1)
    marks = [
        Mark(point, round(n * step, 2), 0, round(step * 0.72, 2), 32)
        for n, point in enumerate(points)
    ]
    return Chart("days", title, about, points, marks, height=32, ends=ends)


def spark(title: Any, points: Sequence[Point], *, about: Any = "") -> Chart:
    """A line the height of a word: whether it rises or falls."""
    values = [point.value for point in points]
    low, high = min(values, default=0), max(values, default=1)
    scale = (SPARK_HEIGHT - 4) / ((high - low) or 1)
    step = (SPARK_WIDTH - 4) / max(len(values) - 1, 1)
    places = [
        f"{2 + n * step:.1f} {SPARK_HEIGHT - 2 - (value - low) * scale:.1f}"
        for n, value in enumerate(values)
    ]
    path = "M" + " L".join(places) if places else ""
    return Chart("spark", title, about, points, path=path, width=SPARK_WIDTH, height=SPARK_HEIGHT)


@dataclass(frozen=True)
class Arc:
    """A part of a ring: its length drawn and not drawn, and where it begins."""

    point: Point
    drawn: float
    gap: float
    start: float


def donut(
    title: Any, points: Sequence[Point], *, about: Any = "", middle: str = ""
) -> tuple[Chart, Sequence[Arc]]:
    """Parts of a whole as a ring, and their arcs."""
    whole, around = sum(point.value for point in points) or 1, 2 * pi * RADIUS
    ends = [0.0]
    for point in points:
        ends.append(ends[-1] + point.value / whole * around)
    arcs = [
        Arc(point, round(b - a, 2), round(around - (b - a), 2), round(-a, 2))
        for point, (a, b) in zip(points, pairwise(ends), strict=True)
    ]
    return Chart("donut", title, about, points, middle=middle, width=100, height=100), arcs
