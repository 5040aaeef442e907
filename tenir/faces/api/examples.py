"""An example of every request and answer, made from its schema and from words by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BY_FIELD: Mapping[str, Any] = {
    "address": "12 rue des Forges, 69007 Lyon", "agreement": "saas-reference", "amount": "1200.00",
    "answer": "250 2.0.0 Ok: queued", "because": "Asked for by letter of 3 March",
    "clauses": ["5.1"], "code": "parties.number_taken", "contract": 7, "digest": "9f86d081884c7d65",
    "email": "alice@example.org", "filename": "letter.pdf", "hosting": "shared", "id": 12,
    "invoice": "F-2026-014", "kind": "training", "label": "Two hours of settings", "language": "fr",
    "legal_name": "Ateliers Martin SAS", "media_type": "application/pdf", "month": "2026-09",
    "name": "Ateliers Martin", "number": "C-001", "page": 1, "pages": 1, "person": 4,
    "product": "drive", "quantity": "2.00", "role": "contact", "siren": "552100554",
    "software": "k2-geospatial", "products": ["drive"],
    "state": "running", "status": 422, "subject": "client/12", "telephone": "+33 4 78 00 00 00",
    "time_zone": "Europe/Paris", "title": "Signed letter", "total": 1, "total_exact": True,
    "unit_price": "95.00", "url": "https://example.org/tenir", "vat_number": "FR40552100554",
    "wish": "Two days of training in June", "words": "Two days of training", "yearly": "6000.00",
    "yearly_fee": "48000.00", "instance": "/api/v1/clients", "where": "number",
    "scopes": ["read"], "kinds": ["agreements.version_notified"], "key": "drive",
    "clause": "7.13", "duration": "120ms", "family": "employee-engagement", "module": "search",
    "of_page": "console:requests", "purpose": "letter", "q": "restart export", "rule": "priority",
    "text": "The export stops", "verb": "support.request_opened",
}  # fmt: skip
BY_FORMAT: Mapping[str, Any] = {
    "date-time": "2026-01-05T09:00:00Z", "date": "2026-01-05",
    "uuid": "4a7c1e0e-6a5f-4f0c-9d51-0d3f3c2f7c11", "binary": "%PDF-1.7 …", "uri": "https://example.org/",
}  # fmt: skip
BY_TYPE: Mapping[str, Any] = {"boolean": True, "number": 1, "null": None}
FILES: Mapping[str, Mapping[str, str]] = {  # what the tables of an operation hold
    "import_clients": {
        "file": "number;name;siren\nC-901;Fonderie Petit;552100554\n",
        "contacts": "client;name;email;main\nC-901;Zoé Petit;zoe@petit.example.org;yes\n",
    },
    "import_contracts": {"file": "contract;client;from;product\nCT-901;C-001;2026-11-01;drive\n"},
    "import_past_outages": {
        "file": "reference;target;from;to;state;because\n"
        "o-1;drive.martin;2026-08-10T08:00;2026-08-10T20:00;down;A disk was full\n",
    },
    "import_past_works": {
        "file": "number;from;to;announced_at;targets;title_fr\n"
        "W-2;2026-09-24T21:00;2026-09-24T23:00;2026-09-01T10:00;drive.martin;Nouvelle version\n",
    },
    "import_past_penalties": {
        "file": "reference;target;month;amount;claimed_on;settled_on;settled_by\n"
        "P-1;drive.martin;2026-09;40,00;2026-10-08;2026-10-20;AV-7\n",
    },
    "take_file": {"file": "target,at,status\ndrive.martin,2026-09-01T06:00:00Z,up\n"},
}


def body_of(operation: str, schema: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
    """What that operation may be sent: a value that the schema allows, with its own files."""
    made = example_of(schema, known)
    return made | FILES[operation] if operation in FILES else made


def example_of(schema: Mapping[str, Any], known: Mapping[str, Any], name: str = "") -> Any:
    """A value that the schema allows, as a program could meet it."""
    if "$ref" in schema:
        return example_of(known[schema["$ref"].rsplit("/", 1)[1]], known, name)
    for given in ("const", "default"):
        if given in schema and schema[given] not in ("", None):
            return schema[given]
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        wanted = BY_FIELD.get(name)
        said = [each for each in schema["enum"] if each != ""]
        return wanted if wanted in said else said[0]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return _chosen(schema[several], known, name)
    return _by_type(schema, known, name)


def _chosen(several: list[Mapping[str, Any]], known: Mapping[str, Any], name: str) -> Any:
    texts = [each for each in several if each.get("type") == "string"]
    real = [each for each in several if each.get("type") != "null"]
    return example_of((texts or real)[0], known, name)


def _by_type(schema: Mapping[str, Any], known: Mapping[str, Any], name: str) -> Any:
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        fields = schema.get("properties", {})
        return {field: example_of(each, known, field) for field, each in fields.items()}
    if kind == "array":
        given = BY_FIELD.get(name)
        plain = schema["items"].get("type") == "string"
        if isinstance(given, list) and plain:
            return given
        return [example_of(schema["items"], known, name)]
    if kind == "string":
        return _text(schema, name)
    if kind == "integer":
        given = BY_FIELD.get(name)
        return given if type(given) is int else max(3, schema.get("minimum", 3))
    return BY_TYPE.get(kind or "", {})


def _text(schema: Mapping[str, Any], name: str) -> str:
    if schema.get("format") in BY_FORMAT:
        return str(BY_FORMAT[schema["format"]])
    given = BY_FIELD.get(name, "…")
    return given if isinstance(given, str) else str(given)
