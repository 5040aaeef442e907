"""A sentence that was kept is shown as it is set, not as it was kept."""

from __future__ import annotations

import pytest
from django.utils import translation

from tenir.ui.templatetags.tenir import says, sentence

KEPT = {
    "fr": "dû le 27/05/2026 08:45 : « Production arrêtée » ; reste 8 h, 50 %",
    "en": "due on 27 May 2026 08:45: 8 h left, 50 %; t = 3",
}


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("fr", "Dû le 27/05/2026 08:45_: «_Production arrêtée_»_; reste 8_h, 50_%"),
        ("en", "Due on 27 May 2026 08:45: 8_h left, 50_%; t = 3"),
    ],
)
def test_signs_stay_with_their_words_and_figures_with_their_units(
    language: str, shown: str
) -> None:
    with translation.override(language):
        assert sentence({"sentence": KEPT}) == shown.replace("_", "\u202f")


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("fr", "Le silence — ne vaut pas acceptation_: la validation devient caduque"),
        ("en", "Silence — is not acceptance"),
    ],
)
def test_a_reading_says_what_it_is_about_before_how_it_is_read(language: str, shown: str) -> None:
    kept = {
        "doubt": {"fr": "le silence", "en": "silence"},
        "says": {"fr": "ne vaut pas acceptation : la validation devient caduque",
                 "en": "is not acceptance"},
    }  # fmt: skip
    with translation.override(language):
        shown = shown.replace("_", "\u202f")
        assert says(kept) == shown
        before = {"says": kept["says"]}  # of what was kept before doubts were
        assert says(before) == shown.partition(" — ")[2]
