"""What a notice says: the template of its kind, in the recipient's language.

A template is `notices/<kind>.<fr|en>.md` in the templates of the app that owes it: the title on the
first line, an empty line, then Markdown, in Django's template language. What `{{ … }}` puts in is
shown as it is, whatever marks it holds; an address of ours is a link. Filters tell figures in the
reader's manner: `instant`, `deadline`, `day`, `month`, `duration`, `minutes`, `length`,
`money`, `amount`, `number`, `percent`, `name`, `list`; `quotation` makes a block of someone's own
words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Engine, Library, Template
from django.template.loader import render_to_string
from django.template.utils import get_app_template_dirs

from tenir.apps.notices import markdown
from tenir.terms import phrases
from tenir.terms.phrases import Language

_KIND = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
_PUT_IN = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_UNKNOWN = "\ue000"  # what an unknown value leaves behind; taken out of what people write
_TITLE = 300


class NoTemplate(LookupError):
    """A kind of notice without its words: write the template."""


class UnknownValue(LookupError):
    """A template that asks for a value that was not given."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A notice in words: one line, plain text, HTML."""

    title: str
    text: str
    html: str


def worded(kind: str, language: Language, values: Mapping[str, Any], *, publisher: str) -> Worded:
    """The notice of that kind for these values, in that language."""
    title, body = _templates(kind, language)
    context = {name: _without_mark(value) for name, value in values.items()}
    context["publisher"] = publisher
    heading = markdown.one_line(_rendered(title, context, kind))[:_TITLE]
    source = _rendered(body, context, kind)
    shown, words = markdown.both(source)
    page = {"title": heading, "body": shown, "publisher": publisher}
    framed = render_to_string("notices/frame.html", {**page, "language": language})
    return Worded(heading, words, framed)


@cache
def template_path(kind: str, language: Language) -> Path:
    """Where the template stands; NoTemplate where it does not."""
    name = f"{kind}.{language}.md"
    if _KIND.fullmatch(kind):
        for folder in get_app_template_dirs("templates"):
            path = Path(folder) / "notices" / name
            if path.is_file():
                return path
    raise NoTemplate(f"write templates/notices/{name} in the app that owes “{kind}”")


@cache
def _templates(kind: str, language: Language) -> tuple[Template, Template]:
    path = template_path(kind, language)
    title, _, body = path.read_text(encoding="utf-8").partition("\n")
    return (
        compiled(_PUT_IN.sub(r"{{\1|told}}", title.strip()), language),
        compiled(_PUT_IN.sub(r"{{\1|shown}}", body.lstrip("\n")), language),
    )


def compiled(source: str, language: Language) -> Template:
    """A template that speaks that language."""
    return Template(source, engine=_engine(language))


def _rendered(template: Template, values: Mapping[str, Any], kind: str) -> str:
    said = template.render(Context(dict(values), autoescape=False))
    if _UNKNOWN in said:
        names = sorted(set(re.findall(f"{_UNKNOWN}([^{_UNKNOWN}]*){_UNKNOWN}", said)))
        raise UnknownValue(f"the template of “{kind}” asks for {', '.join(names)}")
    return str(said)


def _without_mark(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_without_mark(each) for each in value]
    return value.replace(_UNKNOWN, "\ufffd") if isinstance(value, str) else value


@cache
def _engine(language: Language) -> Engine:
    engine = Engine(autoescape=False, string_if_invalid=f"{_UNKNOWN}%s{_UNKNOWN}")
    engine.template_builtins.append(_filters(language))
    return engine


def _filters(language: Language) -> Library:
    library = Library()
    kinds: Mapping[str, Callable[[Any, Language], str]] = {
        "money": phrases.money, "duration": phrases.duration, "length": phrases.length,
        "month": phrases.month, "name": phrases.name_of, "percent": phrases.percent,
        "amount": phrases.amount, "list": phrases.listing, "number": phrases.number,
        "day": lambda value, said_in: phrases.day(local(value), said_in),
        "instant": lambda value, said_in: phrases.instant(local(value), said_in),
        "minutes": lambda value, said_in: phrases.duration(60 * value, said_in),
        "told": _told,
        "deadline": lambda value, said_in: phrases.deadline(local(value), said_in),
    }  # fmt: skip
    for name, written in kinds.items():
        library.filter(name, _in(language, written))
    library.filter("shown", lambda value: _shown(value, language))
    library.filter("quotation", lambda value: markdown.quotation(str(value)))
    return library


def _in(language: Language, written: Callable[[Any, Language], str]) -> Callable[[Any], Any]:
    def written_here(value: Any) -> Any:
        return value if _left_behind(value) else written(value, language)

    return written_here


def _left_behind(value: object) -> bool:
    """Whether it stands for a value that was not given."""
    return isinstance(value, str) and _UNKNOWN in value


def _shown(value: Any, language: Language) -> str:
    """A value as Markdown: dates and figures in the reader's manner, words as they are."""
    if isinstance(value, markdown.Markdown) or _left_behind(value):
        return str(value)
    if _leads_here(value):
        return f"<{value}>"
    return markdown.quoted(_told(value, language))


def _leads_here(value: object) -> bool:
    """Whether it is an address of ours, which a reader may follow; any other is only shown."""
    ours = re.escape(str(settings.TENIR.url))
    return isinstance(value, str) and bool(re.fullmatch(rf"{ours}(/[\w/.-]*)?", value))


def _told(value: Any, language: Language) -> str:
    if isinstance(value, datetime):
        return phrases.instant(local(value), language)
    if isinstance(value, date):
        return phrases.day(value, language)
    if isinstance(value, Decimal):
        return phrases.number(value, language)
    if isinstance(value, list | tuple):
        return phrases.listing(value, language)
    return str(value)


def local(value: Any) -> Any:
    """An instant given in UTC, on the clocks of the platform; anything else as it is."""
    if isinstance(value, datetime) and value.tzinfo == UTC:
        return value.astimezone(ZoneInfo(settings.TIME_ZONE))
    return value
