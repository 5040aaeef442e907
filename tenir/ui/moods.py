"""How a request went, as its client says it: the score that is kept, its word and its icon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

MOODS: Sequence[tuple[int, Any, str]] = (
    (3, _("Content"), "circle-check"),
    (2, _("So so"), "circle-dot"),
    (1, _("Not content"), "circle-x"),
)
WORDS: Mapping[int, Any] = {score: words for score, words, _icon in MOODS}
