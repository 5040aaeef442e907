"""What the environment says, checked whole: every fault at once, each with what to do.

docs/operations/settings.md lists the variables.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "TENIR_"
KNOWN = frozenset(
    {"MODE", "SECRET_KEY", "URL", "DATA", "DATABASE_URL", "MAIL_URL", "MAIL_FROM", "DOCUMENTS",
     "CLAMAV", "PROXIES", "LOG"}
)  # fmt: skip
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class FaultyConfiguration(Exception):
    """Settings that Tenir does not start with: a line for each."""


@dataclass(frozen=True)
class Configuration:
    """The settings, typed."""

    demonstration: bool
    secret_key: str
    url: str
    data: Path
    database_url: str
    mail_url: str
    mail_from: str
    documents: str
    clamav: str
    proxies: int
    log: str


def configuration(environment: Mapping[str, str]) -> Configuration:
    """The settings of that environment; FaultyConfiguration names every fault."""
    given = {
        name.removeprefix(PREFIX): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and value
    }
    demonstration = given.get("MODE", "production") == "demonstration"
    data = Path(given.get("DATA", "demo/platform" if demonstration else "data")).absolute()
    faults = list(_faults(given, demonstration=demonstration))
    if faults:
        raise FaultyConfiguration("\n".join(faults))
    return Configuration(
        demonstration=demonstration,
        secret_key=given.get("SECRET_KEY") or _made_secret(data),
        url=given.get("URL", "http://127.0.0.1:8000").rstrip("/"),
        data=data,
        database_url=given.get("DATABASE_URL", f"sqlite:///{data / 'tenir.sqlite3'}"),
        mail_url=given.get("MAIL_URL", f"file://{data / 'mail'}"),
        mail_from=given.get("MAIL_FROM", "tenir@localhost"),
        documents=given.get("DOCUMENTS", str(data / "documents")),
        clamav=given.get("CLAMAV", ""),
        proxies=int(given.get("PROXIES", "0")),
        log=given.get("LOG", "text" if demonstration else "json"),
    )


def _faults(given: Mapping[str, str], *, demonstration: bool) -> Iterator[str]:
    if given.get("MODE", "production") not in {"production", "demonstration"}:
        yield "TENIR_MODE is production or demonstration."
    if demonstration:
        return
    for name in ("SECRET_KEY", "URL", "MAIL_URL", "MAIL_FROM"):
        if name not in given:
            yield f"TENIR_{name} is missing."
    if len(given.get("SECRET_KEY", "x" * 50)) < 50:
        yield "TENIR_SECRET_KEY is shorter than 50 characters."
    url = urlsplit(given.get("URL", "https://tenir"))
    if url.scheme != "https" and url.hostname not in LOOPBACK:
        yield "TENIR_URL is not https."


def _made_secret(data: Path) -> str:
    """The demonstration's secret: made once, in its own folder, readable by its owner."""
    path = data / "secret"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
