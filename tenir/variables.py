"""Every setting: how its value is checked, and what is said when it is missing or unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from tenir.databases import faults_of_database
from tenir.faults import LOOPBACK, Pair, split
from tenir.mail import faults_of_mail, faults_of_mail_in_production
from tenir.mailbox import faults_of_mailbox
from tenir.storages import faults_of_storage

Check: TypeAlias = Callable[[str], Iterator[Pair]]
PREFIX = "TENIR_"
SHORTEST_SECRET, SHORTEST_TOKEN = 50, 20
MAKE_SECRET = (
    "Faites-en un\u202f: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
    "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
)


@dataclass(frozen=True, slots=True)
class Variable:
    """A setting: the check of its value, one more for production, and whether that needs it.

    A secret one may lie in a file instead, named by the same variable with `_FILE`.
    """

    name: str
    check: Check
    in_production: Check | None = None
    required: bool = False
    secret: bool = False


def unknown(name: str) -> Pair:
    """What is said of a variable that there is not: the nearest that there is."""
    near = get_close_matches(name, VARIABLES, n=1, cutoff=0.5)
    if near:
        return (
            f"cette variable n'existe pas. Vouliez-vous {PREFIX}{near[0]}\u202f?",
            f"there is no such variable. Did you mean {PREFIX}{near[0]}?",
        )
    return (
        "cette variable n'existe pas. docs/operations/settings.md en donne la liste.",
        "there is no such variable. docs/operations/settings.md lists them.",
    )


def _mode(value: str) -> Iterator[Pair]:
    if value not in {"production", "demonstration"}:
        yield (
            f"«\u202f{value}\u202f» n'est pas un mode. Écrivez production ou demonstration.",
            f'"{value}" is no mode. Write production or demonstration.',
        )


def _secret_key(value: str) -> Iterator[Pair]:
    if len(value) < SHORTEST_SECRET or len(set(value)) < 10:
        yield (
            f"le secret est trop court ou trop simple. {MAKE_SECRET[0]}",
            f"the secret is too short or too simple. {MAKE_SECRET[1]}",
        )


def _old_secret_keys(value: str) -> Iterator[Pair]:
    for key in value.split():
        yield from _secret_key(key)


def _url(value: str) -> Iterator[Pair]:
    url = split(value)
    if url is None or url.scheme not in {"http", "https"} or not url.hostname:
        yield (
            "ce n'est pas une adresse. Écrivez par exemple https://tenir.example.org.",
            "this is no address. Write for example https://tenir.example.org.",
        )
    elif url.path.rstrip("/") or url.query or url.fragment or url.username:
        yield (
            "l'adresse porte plus qu'un schéma, un nom et un port. Ôtez le reste.",
            "the address has more than a scheme, a name and a port. Take the rest away.",
        )


def _url_in_production(value: str) -> Iterator[Pair]:
    url = urlsplit(value)
    if url.scheme == "http" and url.hostname not in LOOPBACK:
        yield (
            "les mots de passe passeraient en clair. Mettez https:// et un certificat"
            " (docs/operations/install.md).",
            "passwords would travel in the clear. Use https:// and a certificate"
            " (docs/operations/install.md).",
        )


def _data(value: str) -> Iterator[Pair]:
    if Path(value).exists() and not Path(value).is_dir():
        yield (
            "ce n'est pas un dossier. Donnez le chemin d'un dossier.",
            "this is no folder. Give a folder's path.",
        )


def _data_in_production(value: str) -> Iterator[Pair]:
    if not Path(value).is_absolute():
        yield (
            "le chemin est relatif. Donnez celui d'un dossier depuis la racine.",
            "the path is relative. Give a folder's path from the root.",
        )


def _mail_from(value: str) -> Iterator[Pair]:
    local, _, domain = parseaddr(value)[1].rpartition("@")
    if not local or not domain or any(ord(character) < 32 for character in value):
        yield (
            "ce n'est pas une adresse. Écrivez par exemple Tenir <tenir@example.org>.",
            "this is no address. Write for example Tenir <tenir@example.org>.",
        )


def _clamav(value: str) -> Iterator[Pair]:
    host, _, port = value.rpartition(":")
    if not (value.startswith("unix:/") or (host and port.isdigit() and 0 < int(port) < 65536)):
        yield (
            "écrivez hôte:port (127.0.0.1:3310) ou unix:/chemin/du/socket.",
            "write host:port (127.0.0.1:3310) or unix:/path/of/socket.",
        )


def _proxies(value: str) -> Iterator[Pair]:
    if not (value.isascii() and value.isdigit() and int(value) < 10):
        yield (
            "écrivez combien de mandataires se suivent devant Tenir\u202f: 0, 1, 2…",
            "write how many proxies stand in front of Tenir: 0, 1, 2…",
        )


def _anything(value: str) -> Iterator[Pair]:
    """Any sentence will do."""
    del value
    return iter(())


def _close_day(value: str) -> Iterator[Pair]:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 28):
        yield (
            "écrivez un jour du mois, de 1 à 28.",
            "write a day of the month, 1 to 28.",
        )


def _log(value: str) -> Iterator[Pair]:
    if value not in {"json", "text"}:
        yield "écrivez json ou text.", "write json or text."


def _metrics_token(value: str) -> Iterator[Pair]:
    if len(value) < SHORTEST_TOKEN:
        yield (
            f"le jeton a moins de {SHORTEST_TOKEN} caractères. {MAKE_SECRET[0]}",
            f"the token has fewer than {SHORTEST_TOKEN} characters. {MAKE_SECRET[1]}",
        )


VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable("MODE", _mode),
        Variable("SECRET_KEY", _secret_key, required=True, secret=True),
        Variable("OLD_SECRET_KEYS", _old_secret_keys, secret=True),
        Variable("URL", _url, _url_in_production, required=True),
        Variable("DATA", _data, _data_in_production),
        Variable("DATABASE_URL", faults_of_database, secret=True),
        Variable(
            "MAIL_URL", faults_of_mail, faults_of_mail_in_production, required=True, secret=True
        ),
        Variable("MAIL_FROM", _mail_from, required=True),
        Variable("MAILBOX", faults_of_mailbox, secret=True),
        Variable("DOCUMENTS", faults_of_storage),
        Variable("CLAMAV", _clamav),
        Variable("STATUS_FILES", _data, _data_in_production),
        Variable("CLOSE_DAY", _close_day),
        Variable("CLOSE_UNDECIDED", _anything),
        Variable("PROXIES", _proxies),
        Variable("LOG", _log),
        Variable("METRICS_TOKEN", _metrics_token, secret=True),
    )
}
MISSING: dict[str, Pair] = {
    "SECRET_KEY": (
        f"absente. Il n'y a pas de secret par défaut. {MAKE_SECRET[0]}",
        f"missing. There is no default secret. {MAKE_SECRET[1]}",
    ),
    "URL": (
        "absente. Donnez l'adresse que voient les gens\u202f: https://tenir.example.org.",
        "missing. Give the address that people see: https://tenir.example.org.",
    ),
    "MAIL_URL": (
        "absente. Donnez le serveur d'envoi\u202f: smtp://nom:passe@mail.example.org:587.",
        "missing. Give the sending server: smtp://name:password@mail.example.org:587.",
    ),
    "MAIL_FROM": (
        "absente. Donnez l'adresse d'expédition\u202f: Tenir <tenir@example.org>.",
        "missing. Give the sender's address: Tenir <tenir@example.org>.",
    ),
}
NO_PROXY = (
    "l'adresse est en https et personne ne déchiffre devant Tenir. Placez-y un mandataire"
    " (docs/operations/install.md) et mettez 1.",
    "the address is https and nobody decrypts in front of Tenir. Put a proxy there"
    " (docs/operations/install.md) and write 1.",
)
