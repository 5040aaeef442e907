"""A sentence that was kept is shown as it is set, not as it was kept."""

from __future__ import annotations

import pytest
from django.utils import translation

from tenir.ui.templatetags.tenir import sentence

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
