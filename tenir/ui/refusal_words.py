"""What is refused, in the words of who reads it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tenir.terms.errors import Refused
from tenir.ui.language import language


def refusal_in_words(refused: Refused) -> str:
    """The refusal in the reader's language, its instants by the reader's clocks."""
    for name, value in refused.values.items():
        if isinstance(value, datetime) and timezone.is_aware(value):
            refused.values[name] = timezone.localtime(value)
    return refused.message(language())
