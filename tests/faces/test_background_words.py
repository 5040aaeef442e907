"""Background work is told in words: every task, schedule and loop has its own."""

from __future__ import annotations

import re
from pathlib import Path

from tenir.faces.console.background_words import LOOPS, TASKS, schedules_in_words
from tenir.integrations.background.once import replay_merged
from tenir.integrations.background.schedules import SCHEDULES
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]
CHECKOUT = Path(__file__).parents[2]
WRITTEN = re.compile(r"^@job\(.*\)\ndef (\w+)", re.MULTILINE)


def written() -> set[str]:
    """Where each task of the code stands."""
    return {
        f"{'.'.join(path.relative_to(CHECKOUT).with_suffix('').parts)}.{name}"
        for path in (CHECKOUT / "tenir").glob("**/*.py")
        for name in WRITTEN.findall(path.read_text())
    }


def test_every_task_has_words() -> None:
    assert written() == set(TASKS), "say in tenir/faces/console/background_words.py what it does"


def test_every_schedule_and_loop_is_told_by_what_it_does(cast: Cast) -> None:
    assert set(schedules_in_words()) >= {schedule.name for schedule in SCHEDULES}
    page = as_(cast, "olga").get("/console/background/").content.decode()
    for words in ("Supprimer les fichiers", "Juger de nouveau les causes"):
        assert f"<span>{words}" in page
    replay_merged.enqueue()
    page = as_(cast, "olga").get("/console/background/").content.decode()
    told = "<span>Recalculer les délais des demandes avec lesquelles d&#x27;autres ont été "
    assert f"{told}fusionnées" in page
    working = (CHECKOUT / "tenir/integrations/background/work.py").read_text()
    assert set(LOOPS) == set(re.findall(r"_loop\(\s*\"(\w+)\"", working))
