"""In which language a program is answered: as it asks, else as its person reads."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from tenir.terms.phrases import Language


def language_of(request: HttpRequest) -> Language:
    """Accept-Language where it names a language of ours, else the person's, else French."""
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if code[:2] in {"fr", "en"}:
            return cast(Language, code[:2])
    spoken = getattr(request, "LANGUAGE_CODE", None) or get_language() or "fr"
    return "en" if spoken.startswith("en") else "fr"
