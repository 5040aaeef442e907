"""The OpenAPI file: what ninja knows of the operations, and all that it does not say.

Each operation gets who may ask for it, the headers that it hears and answers with, every refusal
that it may give, and examples; the file, its tags, its problems and the webhooks that Tenir sends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tenir.apps.accounts.queries import Scope
from tenir.faces.api.article import MANNERS, Manner
from tenir.faces.api.described_parameters import completed
from tenir.faces.api.described_parts import (
    ABOUT,
    HEADERS,
    PARAMETERS,
    REFUSALS,
    TAGS,
    Webhook,
    webhook,
)
from tenir.faces.api.examples import body_of, example_of
from tenir.faces.api.gate import ANYONE, IN_PERSON
from tenir.faces.api.problems import MEDIA_TYPE, Problem

JSON = "application/json"
REF = "#/components/schemas/{model}"
TOKEN, SESSION = "token", "session"
GENERIC = re.compile(r"Many_(\w+?)Shown_")
SHOWN = re.compile(r'(schemas/|"title": ")?\b(\w+?)Shown\b')


def described(drafted: Mapping[str, Any]) -> dict[str, Any]:
    """The whole file."""
    document = _renamed(json.loads(json.dumps(drafted, default=str)))
    schemas = document["components"]["schemas"]
    for model in (Problem, Webhook):
        made = model.model_json_schema(ref_template=REF)
        schemas |= made.pop("$defs", {}) | {model.__name__: made}
    for operations in document["paths"].values():
        for operation in operations.values():
            _complete(operation, MANNERS[_snake(operation["operationId"])], schemas)
    document["info"] |= ABOUT
    document["servers"] = [{"url": "/", "description": "This installation"}]
    used = {tag for manner in MANNERS.values() for tag in [manner.tag]}
    document["tags"] = [{"name": name, "description": TAGS[name]} for name in TAGS if name in used]
    document["webhooks"] = webhook(schemas)
    document["components"] = {
        "schemas": dict(sorted(schemas.items())),
        "responses": dict(_responses(schemas)),
        "parameters": PARAMETERS,
        "headers": HEADERS,
        "securitySchemes": _schemes(),
    }
    return dict(document)


def _renamed(document: dict[str, Any]) -> dict[str, Any]:
    """`Many_ClientShown_` is a ClientPage, `ClientShown` a Client."""
    text = GENERIC.sub(r"\1Page", json.dumps(document))
    text = re.sub(r"Many\[(\w+?)Shown\]", r"\1Page", text)
    return dict(json.loads(re.sub(r"\b([A-Z]\w+?)Shown\b", r"\1", text)))


def _complete(operation: dict[str, Any], manner: Manner, schemas: Mapping[str, Any]) -> None:
    if operation.get("description") == f"{operation['summary']}.":
        del operation["description"]
    operation["security"] = list(_security(manner))
    told = (completed(each, schemas) for each in operation.get("parameters", ()))
    operation["parameters"] = [*told, *_headers_heard(manner)]
    answers = operation["responses"]
    for status, answer in answers.items():
        _shown(answer, manner, schemas, status)
    if manner.method == "GET" and manner.kind != "file":
        answers["304"] = {"description": "Not Modified", "headers": _named("ETag")}
    for status in sorted(_refusals(manner)):
        answers[str(status)] = {"$ref": f"#/components/responses/{REFUSALS[status][0]}"}
    for content in operation.get("requestBody", {}).get("content", {}).values():
        content["example"] = body_of(manner.name, content["schema"], schemas)


def _security(manner: Manner) -> Iterator[dict[str, list[str]]]:
    if manner.need is ANYONE:
        yield {}
    if manner.need is not IN_PERSON:
        yield {TOKEN: [manner.need.value] if isinstance(manner.need, Scope) else []}
    yield {SESSION: []}


def _headers_heard(manner: Manner) -> Iterator[dict[str, str]]:
    names = ["AcceptLanguage"]
    if manner.method == "GET" and manner.kind != "file":
        names.append("IfNoneMatch")
    if manner.kind == "change":
        names.append("IfMatch")
    if manner.creates:
        names.append("IdempotencyKey")
    yield from ({"$ref": f"#/components/parameters/{name}"} for name in names)


def _shown(answer: dict[str, Any], manner: Manner, schemas: Mapping[str, Any], status: str) -> None:
    names = ["RateLimit", "RateLimit-Policy", "Content-Language"]
    if manner.kind in {"one", "list", "change"}:
        names.append("ETag")
    if manner.kind == "list":
        names.append("Link")
    if manner.where and status == "201":
        names.append("Location")
    if manner.creates:
        names.append("Idempotent-Replayed")
    answer["headers"] = _named(*names)
    for media in manner.media:
        answer.setdefault("content", {})[media] = {"schema": _of_file(media)}
    for kind, content in answer.get("content", {}).items():
        if kind == JSON:
            content["example"] = example_of(content["schema"], schemas)


def _of_file(media: str) -> dict[str, Any]:
    """The shape of a file handed out: JSON is read as what it says, not as bytes."""
    if media == JSON:
        return {"type": "object"}
    return {"type": "string"} | ({} if "text" in media else {"format": "binary"})


def _named(*names: str) -> dict[str, dict[str, str]]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _refusals(manner: Manner) -> set[int]:
    found = {400, 401, 403, 404, 422, 429}
    if manner.method in {"POST", "PATCH"}:
        found |= {409, 413}
    if manner.method == "DELETE":
        found |= {409}
    if manner.kind == "change":
        found |= {412, 428}
    return found


def _responses(schemas: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for status, (name, words, code) in REFUSALS.items():
        example = example_of(schemas["Problem"], schemas) | {
            "type": f"/api/v1/docs/#problem-{status}", "status": status, "title": words,
            "code": code, "detail": words,
        }  # fmt: skip
        if status != 422:
            example["errors"] = []
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"},
                                "example": example}}  # fmt: skip
        extra = {"Retry-After", "RateLimit", "RateLimit-Policy"} if status == 429 else set()
        extra |= {"WWW-Authenticate"} if status == 401 else set()
        yield name, {"description": words, "content": content, "headers": _named(*sorted(extra))}


def _schemes() -> dict[str, Any]:
    return {
        TOKEN: {
            "type": "http", "scheme": "bearer",
            "description": "A token made in Tenir, with its scopes: "
            + ", ".join(scope.value for scope in Scope)
            + ". It does no more than its person may.",
        },
        SESSION: {
            "type": "apiKey", "in": "cookie", "name": "__Host-session",
            "description": "A person signed in with a browser; what changes something also needs "
            "the page's CSRF token in X-CSRFToken.",
        },
    }  # fmt: skip


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", name)
