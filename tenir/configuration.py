"""What the environment says, checked whole: every fault at once, each with what to do.

docs/operations/settings.md lists the variables; a test holds it to VARIABLES.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tenir.faults import Pair
from tenir.terms.phrases import Language
from tenir.variables import MISSING, NO_PROXY, PREFIX, VARIABLES, unknown

OF_TESTS = ("TEST_", "SHARED", "THOROUGH", "API_EXAMPLES")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the variable, then what is wrong and what to do."""

    variable: str
    words: Pair

    def message(self, language: Language) -> str:
        """The line that a reader sees; it quotes no secret."""
        french, english = self.words
        return f"{self.variable}\u202f: {french}" if language == "fr" else (
            f"{self.variable}: {english}"
        )  # fmt: skip


class FaultyConfiguration(Exception):
    """Settings that Tenir does not start with: a line for each fault."""

    def __init__(self, faults: tuple[Fault, ...], language: Language) -> None:
        self.faults = faults
        super().__init__(self.message(language))

    def message(self, language: Language) -> str:
        """Every fault, a line each."""
        return "\n".join(fault.message(language) for fault in self.faults)


@dataclass(frozen=True)
class Configuration:
    """The settings, typed."""

    demonstration: bool
    secret_key: str
    old_secret_keys: tuple[str, ...]
    url: str
    data: Path
    database_url: str
    mail_url: str
    mail_from: str
    mailbox: str
    documents: str
    clamav: str
    status_files: str
    close_day: int  # 0: months are frozen by hand
    close_undecided: str  # why a month is frozen with exclusions undecided; empty: it waits
    proxies: int
    log: str
    metrics_token: str

    def __repr__(self) -> str:  # what a traceback may print
        return f"Configuration(url={self.url!r}, demonstration={self.demonstration})"


def configuration(environment: Mapping[str, str]) -> Configuration:
    """The settings of that environment; FaultyConfiguration names every fault."""
    language = language_of_environment(environment)
    given, unread = _given(environment)
    faults = (*unread, *_faults(given))
    if faults:
        raise FaultyConfiguration(faults, language)
    demonstration = given.get("MODE") == "demonstration"
    data = Path(given.get("DATA", "demo/platform" if demonstration else "/var/lib/tenir"))
    data = data.absolute()
    url = given.get("URL", "http://127.0.0.1:8000").rstrip("/")
    return Configuration(
        demonstration=demonstration,
        secret_key=given.get("SECRET_KEY") or _made_secret(data),
        old_secret_keys=tuple(given.get("OLD_SECRET_KEYS", "").split()),
        url=url,
        data=data,
        database_url=given.get("DATABASE_URL", f"sqlite:///{data / 'tenir.sqlite3'}"),
        mail_url=given.get("MAIL_URL", f"file://{data / 'mail'}"),
        mail_from=given.get("MAIL_FROM", "tenir@localhost"),
        mailbox=given.get("MAILBOX", ""),
        documents=given.get("DOCUMENTS", str(data / "documents")),
        clamav=given.get("CLAMAV", ""),
        status_files=given.get("STATUS_FILES", ""),
        close_day=int(given.get("CLOSE_DAY", "0")),
        close_undecided=given.get("CLOSE_UNDECIDED", ""),
        proxies=int(given.get("PROXIES", "1" if url.startswith("https:") else "0")),
        log=given.get("LOG", "text" if demonstration else "json"),
        metrics_token=given.get("METRICS_TOKEN", ""),
    )


def language_of_environment(environment: Mapping[str, str]) -> Language:
    """The language of the terminal's locale; English where it says neither."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return "fr" if locale.lower().startswith("fr") else "en"


def _given(environment: Mapping[str, str]) -> tuple[dict[str, str], list[Fault]]:
    """The values by name without the prefix, those that lie in files read."""
    given = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }
    given = {name: value for name, value in given.items() if not name.startswith(OF_TESTS)}
    faults = []
    for name in [v.name for v in VARIABLES.values() if v.secret and f"{v.name}_FILE" in given]:
        path = given.pop(f"{name}_FILE")
        try:
            given[name] = Path(path).read_text().strip()
        except (OSError, UnicodeDecodeError):
            faults.append(Fault(f"{PREFIX}{name}_FILE", _unread(path)))
    return given, faults


def _faults(given: Mapping[str, str]) -> Iterator[Fault]:
    production = given.get("MODE") != "demonstration"
    for name in sorted(given.keys() - VARIABLES.keys()):
        yield Fault(PREFIX + name, unknown(name))
    for name, variable in VARIABLES.items():
        if name in given:
            words = list(variable.check(given[name]))
            if production and variable.in_production and not words:
                words = list(variable.in_production(given[name]))
            yield from (Fault(PREFIX + name, pair) for pair in words)
        elif production and variable.required:
            yield Fault(PREFIX + name, MISSING[name])
    if given.get("URL", "").startswith("https:") and given.get("PROXIES") == "0":
        yield Fault(f"{PREFIX}PROXIES", NO_PROXY)


def _unread(path: str) -> Pair:
    return (
        f"le fichier {path} ne se lit pas. Donnez le chemin d'un fichier que Tenir peut lire.",
        f"the file {path} cannot be read. Give the path of a file that Tenir can read.",
    )


def _made_secret(data: Path) -> str:
    """The demonstration's secret: made once, in its own folder, readable by its owner."""
    path = data / "secret"
    if not path.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = data / f"secret.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # whole, and by one process only
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
