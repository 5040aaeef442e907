"""What changes while a page is open: sent again only where it has changed."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response


def if_changed(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """The answer under a tag of its content; nothing to whoever has it already."""
    answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    answer["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
