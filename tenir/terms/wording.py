"""The table of phrases: key → (French, English). The placeholders are the same on both sides."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {}
