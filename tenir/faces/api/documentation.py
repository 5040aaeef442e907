"""The API's page: its operations, article by article, in the house's frame."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from tenir.faces.api.described_parts import REFUSALS
from tenir.faces.api.examples import example_of
from tenir.ui.notice_kinds import KINDS

FORM = "multipart/form-data"


@dataclass(frozen=True)
class Operation:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    security: str
    parameters: list[Mapping[str, Any]]
    request: str
    answer: str
    statuses: list[str]

    @property
    def breakable_path(self) -> SafeString:
        """Its address, which a narrow screen parts between words alone."""
        return format_html_join("", "/<wbr>{}", ((part,) for part in self.path.split("/")[1:]))


def drawn(document: Mapping[str, Any]) -> SafeString:
    """All of the file, for people: what may be asked, of whom, and what is answered."""
    found = list(_operations(document))
    sections = [
        {**tag, "operations": [each for name, each in found if name == tag["name"]]}
        for tag in document["tags"]
    ]
    told = {
        "about": document["info"],
        "sections": [section for section in sections if section["operations"]],
        "problems": [(status, words) for status, (_, words, _) in REFUSALS.items()],
        "webhook": document["webhooks"]["notice"]["post"],
        "sent": document["webhooks"]["notice"]["post"]["description"].partition("\n")[0],
        "kinds": sorted(KINDS.items()),
        "notice": _json(
            document["webhooks"]["notice"]["post"]["requestBody"]["content"]["application/json"][
                "example"
            ]
        ),
    }
    return render_to_string("api/operations.html", told)


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            yield told["tags"][0], _operation(document, path, method, told)


def _operation(
    document: Mapping[str, Any], path: str, method: str, told: Mapping[str, Any]
) -> Operation:
    schemas = document["components"]["schemas"]
    success = next(status for status in told["responses"] if status.startswith("2"))
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        description=told.get("description", ""),
        security=_security(told["security"]),
        parameters=[_resolved(document, each) for each in told["parameters"]],
        request=_shown(told.get("requestBody", {}), schemas),
        answer=_shown(told["responses"][success], schemas),
        statuses=list(told["responses"]),
    )


def _resolved(document: Mapping[str, Any], parameter: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in parameter:
        return parameter
    found: Mapping[str, Any] = document["components"]["parameters"]
    return dict(found[parameter["$ref"].rsplit("/", 1)[1]])


def _security(security: list[Mapping[str, list[str]]]) -> str:
    if {} in security:
        return "anyone"
    scopes = [scope for each in security for scope in each.get("token", [])]
    return scopes[0] if scopes else "person"


def _shown(body: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    for kind, content in body.get("content", {}).items():
        example = content.get("example", example_of(content["schema"], schemas))
        return _form(example) if kind == FORM else _json(example)
    return ""


def _form(example: Mapping[str, Any]) -> str:
    """A form with files, a field a line; the lines of a table stand under its own."""
    lines = [FORM]
    for name, value in example.items():
        told = value if isinstance(value, str) else _json(value)
        lines.append(f"{name}: {told}".strip().replace("\n", "\n  "))
    return "\n".join(lines)


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
