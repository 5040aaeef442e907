"""The API's addresses: one object, its articles, its file and its page."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path
from django.utils.safestring import SafeString
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tenir.faces.api import (
    agreement,
    availability,
    background,
    catalogue,
    clients,
    commitments,
    contacts,
    contracts,
    corrections,
    documents,
    intake,
    intake_files,
    invoicing,
    journal,
    maintenance,
    maintenance_acts,
    maintenance_more,
    months,
    months_more,
    notices,
    orders,
    past,
    penalties,
    people,
    planning,
    problems,
    providers,
    publishing,
    releases,
    rules,
    search,
    status_links,
    support,
    support_announced,
    support_desk,
    support_joining,
    support_knowledge,
    support_mail,
    support_time,
    support_work,
    tables,
    targets,
    webhooks,
    wordings,
)
from tenir.faces.api import documentation as documented
from tenir.faces.api.body import CarefulParser
from tenir.faces.api.description import described
from tenir.terms.errors import Refused
from tenir.ui.language import language
from tenir.viewer import NotSeen

ARTICLES = (
    people.you, search.article, clients.article, tables.clients, contacts.article, people.article,
    providers.article, catalogue.article, agreement.article, contracts.article,
    tables.contracts_article, commitments.article, notices.article, webhooks.article,
    documents.article, support.article, support_work.article, support_joining.article,
    support_desk.article, support_mail.article, support_knowledge.article, support_time.article,
    support_announced.article,
    planning.article, orders.article, journal.article, months.article, months_more.article,
    past.article, penalties.article, invoicing.article, releases.article, maintenance.article,
    maintenance_acts.article, maintenance_more.article, availability.article, publishing.article,
    wordings.article, status_links.article, targets.article, corrections.article, intake.article,
    intake_files.article, background.article, rules.article,
)  # fmt: skip


@cache
def api() -> NinjaAPI:
    """The API, put together once."""
    made = NinjaAPI(
        title="Tenir", version="1", urls_namespace="api-v1", openapi_url=None, docs_url=None,
        parser=CarefulParser(),
    )  # fmt: skip
    made.add_exception_handler(Refused, _refused)
    made.add_exception_handler(ObjectDoesNotExist, _no_such)
    made.add_exception_handler(ValidationError, problems.of_validation)
    made.add_exception_handler(HttpError, problems.of_http)
    for article in ARTICLES:
        made.add_router("", article)
    return made


def _refused(request: HttpRequest, refused: Any) -> HttpResponse:
    return problems.answer(request, refused)


def _no_such(request: HttpRequest, _error: Any) -> HttpResponse:
    return problems.answer(request, NotSeen("api.no_such"))


@cache
def document() -> dict[str, Any]:
    """The OpenAPI file."""
    return described(api().get_openapi_schema(path_prefix="/api/v1/"))


def openapi(_request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI file, for anyone."""
    return HttpResponse(
        _written(), content_type="application/json",
        headers={"Cache-Control": "public, max-age=300"},
    )  # fmt: skip


@cache
def _written() -> bytes:
    return json.dumps(document()).encode()


def documentation(request: HttpRequest) -> HttpResponseBase:
    """The file as a page."""
    return render(request, "api/documentation.html", {"drawn": _drawn(language())})


@cache
def _drawn(_language: str) -> SafeString:
    """What the page says in that language, drawn once: it is long, and the same for everyone."""
    return documented.drawn(document())


def _by_word(addresses: list[Any]) -> list[URLPattern | URLResolver]:
    """Put together by their first word: Django tries addresses one after the other, all of them."""
    words: dict[str, list[Any]] = {}
    for each in addresses:
        words.setdefault(str(each.pattern).partition("/")[0], []).append(each)
    found: list[URLPattern | URLResolver] = []
    for word, alike in words.items():
        found += (each for each in alike if str(each.pattern) == word)
        found.append(path(f"{word}/", include([
            path(str(each.pattern).removeprefix(f"{word}/"), each.callback, name=each.name)
            for each in alike if str(each.pattern) != word
        ])))  # fmt: skip
    return found


_every, _application, _namespace = api().urls
urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", openapi, name="openapi"),
    path("docs/", documentation, name="api-documentation"),
    path("", (_by_word(_every), _application, _namespace)),
]
