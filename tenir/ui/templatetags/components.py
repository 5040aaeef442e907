"""Components that look at the page around them, or draw a template of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import Any, cast

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tenir.apps.commitments.queries import Commitment
from tenir.terms.phrases import Language
from tenir.ui import outbox, subjects
from tenir.ui import words_of_agreement as text
from tenir.ui.cells import chip, options, rows_of
from tenir.ui.charts import Chart
from tenir.ui.deadlines import Calendars, Deadline, deadline_of
from tenir.ui.language import language
from tenir.ui.month import first_day, months_to_choose
from tenir.ui.pages import Menu, viewer_of

register = template.Library()


register.simple_tag(rows_of)
register.simple_tag(options)
register.filter("channel", outbox.channel_in_words)
register.filter("tried", outbox.outcome_in_words)
register.filter("as_read", outbox.as_read)


@register.simple_tag(takes_context=True)
def month_options(context: Context, chosen: str) -> SafeString:
    """The months that may be chosen, as <option>: in words, from the first contract's on."""
    request = context["request"]
    held = vars(request)  # some lists ask for two months
    if "first_day" not in held:
        held["first_day"] = first_day(viewer_of(request))
    return options(months_to_choose(context["now"], chosen, since=held["first_day"]), chosen)


@register.simple_tag(takes_context=True)
def about(context: Context, subject: str) -> SafeString | str:
    """What “request/43” is: in words, with a link where whoever is looking can open it."""
    told = subjects.told(
        viewer_of(context["request"]), subject, face=context["face"], at=context["now"]
    )
    if not told.address:
        return told.words
    return format_html('<a href="{}">{}</a>', told.address, told.words)


@register.inclusion_tag("tenir/crumbs.html", takes_context=True)
def crumbs(context: Context, *above: Any) -> dict[str, Any]:
    """Where the page stands: the menu's group, its entry, then pairs of label and address."""
    menu: Menu | None = context.get("menu")
    here = menu.here if menu else None
    found = []
    if here:
        found += [{"label": here.group}] if here.group else []
        if here.address != context["request"].path:
            found.append({"label": here.label, "address": here.address})
    pairs = zip(above[::2], above[1::2], strict=True)
    return {"crumbs": [*found, *({"label": label, "address": to} for label, to in pairs)]}


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> SafeString:
    """The menu of the page's face: drawn once for a page of it and a language."""
    menu: Menu = context["menu"]
    at_it = menu.here is not None and menu.here.address == context["request"].path
    return _menu(menu, language(), at_it=at_it)


@lru_cache(maxsize=4096)
def _menu(menu: Menu, language: Language, *, at_it: bool) -> SafeString:
    told = {"menu": menu.entries, "at_it": at_it, "language": language}
    return render_to_string("tenir/menu.html", told)


@register.inclusion_tag("tenir/crumbs.html", takes_context=True)
def crumbs_to(context: Context, above: Iterable[tuple[Any, str]]) -> dict[str, Any]:
    """The same, from a list of pairs."""
    return crumbs(context, *(part for pair in above for part in pair))


@register.inclusion_tag("tenir/language.html", takes_context=True)
def language_switcher(context: Context, kind: str = "languages") -> dict[str, Any]:
    """The languages, one to press."""
    request = context.get("request")
    return {
        "languages": settings.LANGUAGES,
        "current": language(),
        "next": request.get_full_path() if request and request.method == "GET" else "/",
        "kind": kind,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("tenir/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong in a form, each leading to its field."""
    return {"form": form, "wrong": sum(len(errors) for errors in form.errors.values())}


@register.inclusion_tag("tenir/because.html", takes_context=True)
def because(
    context: Context, reason: dict[str, Any], *, unfolded: bool = False, convention: str = ""
) -> dict[str, Any]:
    """A tree of reasons (its JSON), the agreement's words beside it; `unfolded` to its leaves.

    The words are those of the version whose digest is `convention`; without one, of today's.
    """
    return {
        "reason": reason,
        "unfolded": unfolded,
        "passages": _passages(context, text.cited_in(reason), convention),
    }


@register.inclusion_tag("tenir/passages.html", takes_context=True)
def agreement_says(context: Context, citations: Iterable[str]) -> dict[str, Any]:
    """The agreement's words under these clauses, folded."""
    return {"passages": _passages(context, citations)}


@register.simple_tag(takes_context=True)
def deadline_chip(
    context: Context, promise: Commitment | Deadline, *, overdue: bool = False
) -> str:
    """How a deadline stands, in its own time; `now` is the page's, and so are those `expected`.

    `overdue`: though missed it is still to do, as `deadline_of` tells it.
    """
    if isinstance(promise, Deadline):
        return chip(promise)
    kept = _kept(context)
    if "calendars" not in kept:
        kept["calendars"] = Calendars(context.get("expected") or ())
    held = kept["calendars"]
    return chip(deadline_of(promise, now=context["now"], calendars=held, overdue=overdue))


@register.simple_tag(takes_context=True)
def draw_chart(context: Context, chart: Chart | tuple[Chart, Any]) -> str:
    """A chart of ui/charts.py; each has an id of its own on the page."""
    drawn, arcs = chart if isinstance(chart, tuple) else (chart, ())
    number = _kept(context).setdefault("charts", count(1))
    told = {"chart": drawn, "arcs": arcs, "id": f"chart-{next(number)}"}
    return render_to_string(drawn.template, told)


@register.filter
def split(text: str) -> list[str]:
    """The words of a text, where a tag asks for several."""
    return text.split()


@register.simple_tag
def xy(value: float) -> str:
    """A coordinate, with a point whatever the language."""
    return f"{value:g}"


@register.simple_tag
def chart_height(chart: Chart, more: int) -> int:
    """The height of a chart with room for its labels."""
    return chart.height + more


@register.inclusion_tag("tenir/empty.html")
def empty(
    words: Any, *, what: Any = "", icon: str = "list-check", act: Any = "", address: str = "",
    primary: bool = True,
) -> dict[str, Any]:  # fmt: skip
    """Nothing here: what it is, what to do, and the button that does it."""
    return {
        "words": words, "what": what, "icon_name": icon, "act": act, "address": address,
        "primary": primary,
    }  # fmt: skip


def _kept(context: Context) -> dict[str, Any]:
    """What one page keeps while it is drawn, its includes too."""
    return cast(dict[str, Any], vars(context["request"]).setdefault("drawing", {}))


def _passages(context: Context, citations: Iterable[str], convention: str = "") -> list[text.Shown]:
    request, now = context.get("request"), context.get("now")
    if request is None or not isinstance(now, datetime):
        return []
    versions = _kept(context).setdefault("versions", {})
    if convention not in versions:
        versions[convention] = text.version_judging(viewer_of(request), convention, at=now)
    return text.passages_in(versions[convention], citations)
