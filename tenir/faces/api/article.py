"""An article's operations: each says who may ask, what it is told and what it shows.

Around every one of them, in this order: the calls that a minute has, who asks, what its address and
form say, the language; then, by its manner, the ETag, a change's condition, or a creation's key.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from ninja import Router
from ninja.decorators import decorate_view

from tenir import clock
from tenir.apps.accounts.queries import Scope
from tenir.faces.api import conditions, problems
from tenir.faces.api.gate import ANYONE, Need, admit
from tenir.faces.api.language import language_of
from tenir.faces.api.limits import Left, spend
from tenir.faces.api.questions import (
    known_to,
    lists_of,
    only_known,
    only_known_fields,
    only_once,
)
from tenir.faces.api.repeating import once
from tenir.faces.api.shapes import Many
from tenir.terms.errors import Refused
from tenir.ui.pages import viewer_of

View = TypeVar("View", bound=Callable[..., Any])
Run = conditions.Run


@dataclass
class Manner:
    """How one operation is asked and answered."""

    name: str
    method: str
    path: str
    need: Need
    tag: str
    kind: str  # list, one, file, create, act, change, remove
    where: str = ""  # the address of what is created
    of: str = ""  # the operation that reads what this one changes
    whole: bool = False  # one transaction by itself
    media: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()  # the parameters that its address may have
    lists: frozenset[str] = frozenset()  # those of them that may be given several times
    filled: tuple[str, ...] = ()  # the fields and files of its form, where it takes one
    runs: list[Run] = field(default_factory=list)  # the last is the one in service

    @property
    def creates(self) -> bool:
        """Whether repeating it under a key does nothing more."""
        return self.method == "POST"


MANNERS: dict[str, Manner] = {}


class Article(Router):
    """The operations of one article, under one heading of the documentation."""

    def __init__(self, tag: str) -> None:
        super().__init__(tags=[tag])
        self.tag = tag

    def many(self, path: str, item: Any, *, need: Need = Scope.READ) -> Callable[[View], View]:
        """A list, in pages."""
        return self._added("GET", path, {200: Many[item]}, "list", need)

    def one(self, path: str, item: Any, *, need: Need = Scope.READ) -> Callable[[View], View]:
        """One thing."""
        return self._added("GET", path, {200: item}, "one", need)

    def file(self, path: str, *media: str, need: Need = Scope.READ) -> Callable[[View], View]:
        """Bytes, of one of those media types."""
        return self._added("GET", path, {200: None}, "file", need, media=media)

    def create(
        self, path: str, item: Any, *, need: Need, where: str = "", whole: bool = False
    ) -> Callable[[View], View]:
        """A new thing, which stands at `where` from then on; `whole` as Manner has it."""
        return self._added("POST", path, {201: item}, "create", need, where=where, whole=whole)

    def act(self, path: str, item: Any = None, *, need: Need) -> Callable[[View], View]:
        """Something done; what it is done to, afterwards, where there is something to show."""
        return self._added("POST", path, {200 if item else 204: item}, "act", need)

    def change(
        self, path: str, item: Any, *, need: Need, of: Callable[..., Any]
    ) -> Callable[[View], View]:
        """Other details, of the thing that `of` reads."""
        return self._added("PATCH", path, {200: item}, "change", need, of=of.__name__)

    def remove(self, path: str, *, need: Need) -> Callable[[View], View]:
        """A thing taken away."""
        return self._added("DELETE", path, {204: None}, "remove", need)

    def _added(
        self, method: str, path: str, answers: dict[int, Any], kind: str, need: Need, **more: Any
    ) -> Callable[[View], View]:
        def added(view: View) -> View:
            name = view.__name__
            assert name not in MANNERS, f"two operations are called {name}"
            summary, _, words = (view.__doc__ or "").strip().partition("\n")
            manner = MANNERS[name] = Manner(name, method, path, need, self.tag, kind, **more)
            decorate_view(_around(manner))(view)
            self.add_api_operation(
                path, [method], view, response=answers, operation_id=camel(name), url_name=name,
                summary=summary.rstrip("."), description=_dedented(words),
            )  # fmt: skip
            made = self.path_operations[path].operations[-1]
            manner.asked, manner.lists = known_to(made, "query"), lists_of(made)
            manner.filled = known_to(made, "form", "file")
            return view

        return added


def camel(name: str) -> str:
    """The operation's name in the OpenAPI file."""
    first, *rest = name.strip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)


def _dedented(words: str) -> str:
    return "\n".join(line.strip() for line in words.strip().splitlines())


def _around(manner: Manner) -> Callable[[Run], Run]:
    def around(run: Run) -> Run:
        manner.runs.append(run)

        @wraps(run)
        def answered(request: HttpRequest, **path: Any) -> HttpResponseBase:
            left: list[Left] = []
            with translation.override(language_of(request)):
                try:
                    response = _admitted(request, manner, run, path, left)
                except Refused as refused:
                    response = problems.answer(request, refused)
            return _with_headers(request, response, left)

        return answered

    return around


def _admitted(
    request: HttpRequest, manner: Manner, run: Run, path: dict[str, Any], left: list[Left]
) -> HttpResponseBase:
    left.append(spend(request, viewer_of(request), at=clock.now()))
    admit(request, manner.need)
    only_known(request, manner.asked, operation=camel(manner.name))
    only_once(request, manner.lists)
    if manner.filled:
        only_known_fields(request, manner.filled)
    if manner.kind == "change":
        read = MANNERS[manner.of].runs[-1]
        changed = conditions.unchanged_since_read(
            request, read, lambda: run(request, **path), **path
        )
        return conditions.tagged(request, changed)
    if manner.method != "GET":
        return once(request, lambda: _placed(manner, run(request, **path)), whole=manner.whole)
    response = run(request, **path)
    return response if manner.kind == "file" else conditions.tagged(request, response)


def _placed(manner: Manner, response: HttpResponseBase) -> HttpResponseBase:
    """The address of what was created."""
    if manner.where and isinstance(response, HttpResponse) and response.status_code == 201:
        made = json.loads(response.content)
        response["Location"] = "/api/v1" + manner.where.format_map(made)
    return response


def _with_headers(
    request: HttpRequest, response: HttpResponseBase, left: list[Left]
) -> HttpResponseBase:
    response["Content-Language"] = language_of(request)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response["Vary"] = "Accept-Language, Authorization, Cookie"
    if links := getattr(request, "links", ""):
        response["Link"] = links
    for each in left:
        response["RateLimit-Policy"] = f'"{each.policy}";q={each.limit};w=60'
        response["RateLimit"] = f'"{each.policy}";r={each.left};t={each.seconds}'
    return response


__all__ = ["ANYONE", "MANNERS", "Article", "Manner", "Scope"]
