"""Every kind of notice has its words."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import override

from tenir.ui.notice_kinds import KINDS, named

TRIED = {"en": "A trial of a program", "fr": "Un essai d'un programme"}
ROOT = Path(__file__).parents[2] / "tenir"


def test_every_kind_that_is_owed_has_its_words() -> None:
    written = {
        path.name.removesuffix(".en.md") for path in ROOT.glob("*/*/templates/notices/*.en.md")
    }
    assert sorted(written - KINDS.keys()) == [], "say in tenir/ui/notice_kinds.py what it is about"
    assert sorted(KINDS.keys() - written) == [], "no notice is of these kinds any more"


def test_what_goes_to_a_program_is_named_by_its_kind() -> None:
    assert named("Hello", "support.message") == "Hello"
    for language, words in (("en", "A request is recorded"), ("fr", "Une demande est enregistrée")):
        with override(language):
            assert named("", "support.recorded") == words
            assert named("", "notices.trial") == TRIED[language]
    assert named("", "of.tomorrow") == "of.tomorrow"
