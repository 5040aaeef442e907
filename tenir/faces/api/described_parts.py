"""What the OpenAPI file says once: headers, refusals, articles, and the webhooks sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation
from pydantic import BaseModel, Field

from tenir.faces.api.examples import example_of
from tenir.ui.notice_kinds import KINDS

ABOUT: Mapping[str, Any] = {
    "summary": "What a SaaS publisher and its clients promise one another, and how it stands.",
    "description": (
        "Everything that the pages of Tenir do, for programs. Each operation cites the clause of "
        "the agreement that it serves. A parameter that an operation does not list is refused "
        "(422). Guide: docs/api.md."
    ),
    "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
}
TAGS: Mapping[str, str] = {
    "You": "Who is asking, what they may do, and their sessions.",
    "Search": "Everything that one may see, by the words that it bears.",
    "Clients": "Clients of the publisher (9.1).",
    "Contacts": "Who speaks for a client (9.1 to 9.5).",
    "People": "People, roles, invitations, tokens, sign-ins (2.9, 4.3).",
    "Catalogue": "Families, products, versions, prerequisites (2.3, 2.7, 4.1).",
    "Agreement": "Versions of the agreement, and each client's answer (3.1 to 3.5).",
    "Contracts": "Contracts, subscriptions, their terms, options (1.2, 2.4).",
    "Commitments": "What either party owes, by when, and why.",
    "Notices": "Messages owed and sent, with the proof of each try.",
    "Webhooks": "Where programs hear of notices.",
    "Documents": "Files kept, with their digest and who may read them.",
    "Requests": "What clients ask of support, from the first word to the closing (7.1 to 7.21).",
    "Support desk": "Teams, canned answers, filters, closing days, measures (7.7, 7.15).",
    "Knowledge": "Knowledge base, trainings, proposals for a product (7.3, 7.6, 8.13).",
    "Planning": "What is planned for a client, by date (7.3).",
    "Time spent": "Time on requests: put down, announced, charged, prepaid (7.16, 7.22).",
    "Orders": "Quotes, orders, amounts to invoice (2.6, 2.8, 7.22).",
    "Journal": "Every fact, written once, and its export, which proves itself.",
    "Months": "Months frozen, revised, recomputed (5.4).",
    "Past": "Outages, works and penalties of before Tenir, as tables (5.3-5.9).",
    "Penalties": "Rights, claims, objections, credit notes (5.6-5.9).",
    "Releases": "Versions made available to clients, and what each answered (8.9).",
    "Maintenance": "Works announced (5.10 to 5.15).",
    "Publishing": "Incidents and their updates, to everyone and to one client (5.11, 10.4).",
    "Availability": "What was measured, and what does not count (5.3, 5.5).",
    "Background": "The queue of background work, for operations.",
    "Rules": "The agreement's rules, as `tenir judge` asks them: a pure answer with its reasons.",
}
_TEXT = {"type": "string"}
PARAMETERS: Mapping[str, Any] = {
    "AcceptLanguage": {
        "name": "Accept-Language", "in": "header", "required": False, "schema": _TEXT,
        "description": "fr or en; without it, the person's own language.", "example": "en",
    },
    "IfNoneMatch": {
        "name": "If-None-Match", "in": "header", "required": False, "schema": _TEXT,
        "description": "The ETag of an earlier answer: 304 where nothing has changed.",
    },
    "IfMatch": {
        "name": "If-Match", "in": "header", "required": False, "schema": _TEXT, "example": "*",
        "description": "The ETag under which the thing was read, or *: 428 without it, 412 where "
        "the thing has changed since.",
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key", "in": "header", "required": False,
        "schema": {"type": "string", "maxLength": 255},
        "description": "A key of your own (a UUID): the same request under it within 24 hours is "
        "done once, and answered alike. Another request under it is refused.",
        "example": "4a7c1e0e-6a5f-4f0c-9d51-0d3f3c2f7c11",
    },
}  # fmt: skip
HEADERS: Mapping[str, Any] = {
    "ETag": {"schema": _TEXT, "description": "What the answer was, for If-Match, If-None-Match."},
    "Link": {"schema": _TEXT, "description": "first, prev, next and last pages (RFC 8288)."},
    "Location": {"schema": _TEXT, "description": "The address of what was created."},
    "Content-Language": {"schema": _TEXT, "description": "The language of its words."},
    "RateLimit": {"schema": _TEXT, "description": 'Calls left, and seconds: "token";r=99;t=12'},
    "RateLimit-Policy": {"schema": _TEXT, "description": 'Calls a minute: "token";q=1200;w=60'},
    "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."},
    "WWW-Authenticate": {"schema": _TEXT, "description": "How to authenticate."},
    "Idempotent-Replayed": {"schema": _TEXT, "description": "true where it was done before."},
}
REFUSALS: Mapping[int, tuple[str, str, str]] = {
    400: ("Unreadable", "The body is not what its Content-Type says.", "api.unreadable"),
    401: ("Unauthenticated", "Nobody is known by that token or session.", "api.unauthenticated"),
    403: ("NotAllowed", "You see it, and may not do this.", "accounts.scope_missing"),
    404: ("NotFound", "There is none, or you may not know of it.", "parties.no_client"),
    409: ("Conflict", "It is not in a state in which this can be done.", "orders.moved_on"),
    412: ("Changed", "It has changed since you read it.", "api.changed"),
    413: ("TooLarge", "The body is too large.", "api.plain_413"),
    422: ("Refused", "A field, a parameter or the whole is not taken: see errors.", "api.faulty"),
    428: ("ConditionMissing", "Say with If-Match what you read.", "api.condition_missing"),
    429: ("TooMany", "More calls than a minute has.", "api.too_many"),
}


class Webhook(BaseModel):
    """What Tenir tells a program: the same notice that people get by mail."""

    id: str = Field(description="The same as webhook-id, at each attempt and at a replay.",
                    examples=["msg_ac5vkp2w7h3q"])  # fmt: skip
    kind: str = Field(examples=["agreements.version_notified"])
    at: datetime = Field(description="Since when it is owed.")
    subject: str = Field(examples=["version/2"])
    clauses: list[str] = Field(examples=[["3.1"]])
    values: dict[str, Any] = Field(examples=[{"effective_on": "2026-02-05"}])


def _kinds() -> str:
    """Each kind of notice with what it is about, a line each."""
    with translation.override("en"):
        return "\n".join(f"- `{kind}`: {words}" for kind, words in sorted(KINDS.items()))


def webhook(schemas: Mapping[str, Any]) -> dict[str, Any]:
    """The one webhook: a POST for each notice, signed as the Standard Webhooks ask."""
    shape = {"$ref": "#/components/schemas/Webhook"}
    signed = [
        {"name": name, "in": "header", "required": True, "schema": _TEXT, "description": words}
        for name, words in (
            ("webhook-id", "The same at each attempt: keep those that you have seen."),
            ("webhook-timestamp", "Seconds since 1970; refuse what is over five minutes away."),
            ("webhook-signature", "v1, then the HMAC-SHA256 of id.timestamp.body in base64."),
        )
    ]
    content = {"application/json": {"schema": shape, "example": example_of(shape, schemas)}}
    post = {
        "operationId": "noticeTold", "summary": "A notice is told to a program",
        "description": "Answer 2xx within 15 seconds; anything else is tried again for 3 days. "
        f"Guide: docs/webhooks.md.\n\nWhat `kind` may say; new kinds may come:\n\n{_kinds()}",
        "tags": ["Webhooks"], "security": [], "parameters": signed,
        "requestBody": {"required": True, "content": content},
        "responses": {
            "200": {"description": "Heard."},
            "410": {"description": "Gone: call no more."},
        },
    }  # fmt: skip
    return {"notice": {"post": post}}
