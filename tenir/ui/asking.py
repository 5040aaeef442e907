"""A form page: what is asked, one act when it is sound, what is refused told beside its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest

from tenir.terms.errors import Refused
from tenir.ui.refusal_words import refusal_in_words
from tenir.viewer import NotAllowed, NotSeen


def only_if(may: object) -> None:
    """A page that someone has no use for is no page to them."""
    if not may:
        raise Http404


def given(request: HttpRequest) -> Any:
    """What the form was given; None where it is only looked at."""
    return request.POST if request.method == "POST" else None


def kept(form: forms.Form, call: Callable[[dict[str, Any]], Any]) -> Any:
    """What the act returns (True for nothing) where the form is sound and it is not refused.

    None otherwise: the form says why. NotSeen and NotAllowed stay what they are.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        done = call(form.cleaned_data)
    except (NotSeen, NotAllowed):
        raise
    except Refused as refused:
        blame(form, refused)
        return None
    return True if done is None else done


def blame(form: forms.Form, refused: Refused) -> None:
    """Each thing refused beside the field that it names; above the form where it names none."""
    faults: Iterable[Refused] = getattr(refused, "faults", ()) or [refused]
    placed = getattr(form, "placed", lambda where: (form, field_of(form, where)))
    for fault in faults:
        blamed, name = placed(fault.where or "")
        said = Refused(fault.key, **fault.values) if name or blamed is not form else fault
        text = refusal_in_words(said)
        blamed.add_error(name, text[:1].upper() + text[1:])


def field_of(form: forms.Form, where: str) -> str | None:
    """The form's field that a place such as `line.seats` or `overrides[2].set` names."""
    for part in where.replace("[", ".").split("."):
        if part in form.fields:
            return part
    return None


def asks(
    form: forms.Form,
    *,
    heading: Any,
    button: Any,
    back: str,
    about: Any = "",
    clauses: Sequence[str] = (),
    icon: str = "check",
    above: Sequence[Any] = (),
) -> dict[str, Any]:
    """What tenir/asks.html shows; `above` are pairs of label and address for the breadcrumb."""
    pairs = list(zip(above[::2], above[1::2], strict=True))
    return {
        "form": form, "heading": heading, "button": button, "back": back, "about": about,
        "clauses": clauses, "icon_name": icon, "above": pairs,
    }  # fmt: skip


def status_of(form: forms.Form) -> int:
    """400 where something is to be put right."""
    return 400 if form.errors else 200
