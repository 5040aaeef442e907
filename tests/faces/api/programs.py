"""A program that speaks to the API with a token of someone of the cast."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Scope
from tenir.viewer import Viewer

ROOT = "/api/v1"


@dataclass
class Program:
    """Its secret, and how it calls; without a secret it is a stranger."""

    secret: str = ""
    language: str = "en"
    browser: Client = field(default_factory=Client)

    def call(self, method: str, path: str, told: Any = None, **headers: str) -> HttpResponse:
        """One call; header names are written with underscores."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.language:
            given.setdefault("Accept-Language", self.language)
        if self.secret:
            given["Authorization"] = f"Bearer {self.secret}"
        body = b"" if told is None else json.dumps(told).encode()
        address = path if path.startswith("/api") else ROOT + path
        return self.browser.generic(  # type: ignore[return-value]
            method, address, body, content_type="application/json", headers=given
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, told: Any = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, {} if told is None else told, **headers)


def program_of(viewer: Viewer, *scopes: str, language: str = "en") -> Program:
    """A program with a token of that person: all scopes where none is named."""
    at = clock.now()
    issued = accounts.create_token(
        "test", scopes=scopes or list(Scope), expires_at=at + timedelta(days=1), actor=viewer, at=at
    )
    return Program(issued.secret, language)


def shown(response: HttpResponse, status: int = 200) -> Any:
    """The JSON of an answer that must have that status."""
    assert response.status_code == status, (response.status_code, response.content[:800])
    return json.loads(response.content)


def refused(response: HttpResponse, status: int) -> Mapping[str, Any]:
    """The problem of an answer that must have that status."""
    assert response["Content-Type"] == "application/problem+json", response.content[:800]
    told: Mapping[str, Any] = shown(response, status)
    assert told["status"] == status
    assert told["detail"]
    return told
