"""A button pressed: one act, asked first where it is grave, then back with what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from tenir.terms.errors import Refused
from tenir.ui.confirming import Sure, asked_first, is_sure
from tenir.ui.refusal_words import refusal_in_words
from tenir.viewer import NotSeen


def act(request: HttpRequest, call: Callable[[], Any], *, done: Any, back: str) -> HttpResponseBase:
    """Does it and goes back, saying that it is done or why it is not; NotSeen stays a 404."""
    try:
        call()
    except NotSeen:
        raise
    except Refused as refused:
        text = refusal_in_words(refused)
        messages.error(request, text[:1].upper() + text[1:])
    else:
        messages.success(request, str(done))
    return redirect(back)


def act_if_sure(
    request: HttpRequest,
    call: Callable[[], Any],
    *,
    sure: Sure,
    page: Callable[..., HttpResponse],
    here: str,
    done: Any,
    back: str,
) -> HttpResponseBase:
    """The same, once the question is answered with yes: `page` draws it in the face's frame."""
    if not is_sure(request):
        return page(request, "tenir/confirm", here, asked_first(request, sure, back=back))
    return act(request, call, done=done, back=back)
