"""The sending server from its URL: smtp (STARTTLS where there is a password), smtps, or a folder.

smtps://name:password@mail.example.org        TLS from the start, port 465
smtp://name:password@mail.example.org:587     STARTTLS, or nothing is sent
smtp://127.0.0.1:25                           a relay on this machine
file:///var/lib/tenir/mail                    demonstration mode: a file a message
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote

from tenir.faults import LOOPBACK, Pair, split

PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes: a server, or the folder of a demonstration."""

    folder: str = ""
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    tls: str = ""  # starttls | tls | "" for none
    timeout: int = 20

    def __repr__(self) -> str:  # what a traceback may print
        return f"MailServer({self.folder or f'{self.host}:{self.port}'})"

    @property
    def django(self) -> dict[str, Any]:
        """Django's EMAIL_* settings: allauth's own messages go by them."""
        kind = "filebased" if self.folder else "smtp"
        return {
            "EMAIL_BACKEND": f"django.core.mail.backends.{kind}.EmailBackend",
            "EMAIL_FILE_PATH": self.folder or None,
            "EMAIL_HOST": self.host,
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": self.user,
            "EMAIL_HOST_PASSWORD": self.password,
            "EMAIL_USE_SSL": self.tls == "tls",
            "EMAIL_USE_TLS": self.tls == "starttls",
            "EMAIL_TIMEOUT": self.timeout,
        }


def mail_server(url: str) -> MailServer:
    """The server of that URL, which faults_of_mail has let pass."""
    parts = split(url)
    assert parts is not None, "faults_of_mail tells it first"
    if parts.scheme == "file":
        return MailServer(folder=unquote(parts.path))
    starttls = parse_qs(parts.query).get("starttls", [""])[0]
    here = parts.hostname in LOOPBACK and not parts.password
    tls = "tls" if parts.scheme == "smtps" else "" if starttls == "no" or here else "starttls"
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
    )


def faults_of_mail(url: str) -> Iterator[Pair]:
    """What is wrong with that URL; its user and password are not quoted."""
    parts = split(url)
    if parts is not None and parts.scheme == "file" and len(parts.path) > 1 and not parts.netloc:
        return
    if parts is None or parts.scheme not in PORTS or not parts.hostname or len(parts.path) > 1:
        yield (
            "ce n'est pas l'adresse d'un serveur. Écrivez smtp://nom:passe@hôte:587 ou"
            " smtps://nom:passe@hôte (un signe particulier du mot de passe s'écrit %40 pour @).",
            "this is no server's address. Write smtp://name:password@host:587 or"
            " smtps://name:password@host (a special character of the password is written %40 for"
            " @).",
        )
    elif parts.query not in {"", "starttls=no"}:
        yield (
            "après «\u202f?\u202f», seul starttls=no est connu.",
            "after ?, only starttls=no is known.",
        )


def faults_of_mail_in_production(url: str) -> Iterator[Pair]:
    """What production refuses besides."""
    server = mail_server(url)
    if server.folder:
        yield (
            "des fichiers n'arrivent à personne. Donnez un serveur\u202f:"
            " smtp://nom:passe@hôte:587.",
            "files reach nobody. Give a server: smtp://name:password@host:587.",
        )
    elif server.password and not server.tls and server.host not in LOOPBACK:
        yield (
            "le mot de passe passerait en clair. Ôtez starttls=no, ou écrivez smtps://.",
            "the password would travel in the clear. Take starttls=no away, or write smtps://.",
        )
