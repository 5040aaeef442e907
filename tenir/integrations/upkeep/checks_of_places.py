"""What lies outside the database, as `tenir doctor` sees it: mail, documents, scanner, disk."""

from __future__ import annotations

import shutil
import smtplib
import socket
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tenir.apps.documents.queries import place_of
from tenir.apps.documents.services import check
from tenir.configuration import Configuration
from tenir.integrations.upkeep.findings import Finding, failed, ok, warning
from tenir.mail import MailServer

SAMPLE = 20
LITTLE, TOO_LITTLE = 2 * 2**30, 256 * 2**20


def mail(server: MailServer, *, sender: str, send: str = "") -> Finding:
    """The server answers and takes our name and password; a message goes only where `send` says."""
    if server.folder:
        return warning(
            "mail",
            (f"des fichiers dans {server.folder}", f"files in {server.folder}"),
            ("Personne ne les reçoit\u202f: bon pour une démonstration.",
             "Nobody receives them: right for a demonstration."),
        )  # fmt: skip
    place = f"{server.host}:{server.port}"
    try:
        with connected(server) as session:
            if send:
                session.send_message(_greeting(sender, send))
    except (OSError, smtplib.SMTPException) as error:
        return failed(
            "mail",
            (f"{place} refuse\u202f: {_of(error)}", f"{place} refuses: {_of(error)}"),
            ("Vérifiez TENIR_MAIL_URL, le pare-feu et le certificat du serveur.",
             "See TENIR_MAIL_URL, the firewall and the server's certificate."),
        )  # fmt: skip
    if send:
        return ok("mail", f"{place} a pris le message pour {send}", f"{place} took it for {send}")
    return ok("mail", f"{place} répond", f"{place} answers")


def connected(server: MailServer) -> smtplib.SMTP:
    """A session with the server, encrypted and signed in as its URL says."""
    context = ssl.create_default_context()
    if server.tls == "tls":
        session: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.timeout, context=context
        )
    else:
        session = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    if server.tls == "starttls":
        session.starttls(context=context)
    if server.user:
        session.login(server.user, server.password)
    session.noop()
    return session


def _greeting(sender: str, to: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "tenir doctor", sender, to
    message.set_content("Ce message vient de `tenir doctor`.\nThis comes from `tenir doctor`.\n")
    return message


def _of(error: Exception) -> str:
    """What went wrong, without what was said of names and passwords."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    return str(error) or type(error).__name__


def storage() -> Iterator[Finding]:
    """A file is written, read and removed; a sample of what is kept still has its digest."""
    content = token_hex(32).encode()
    name = place_of(sha256(content).hexdigest())
    try:
        stored = default_storage.save(name, ContentFile(content))
        with default_storage.open(stored) as file:
            same = file.read() == content
        default_storage.delete(stored)
    except Exception as error:  # each store has errors of its own
        yield _unwritable(f"{type(error).__name__}: {error}")
        return
    yield (
        ok("storage", "écrit, relit, efface", "writes, reads, removes")
        if same
        else (_unwritable("≠"))
    )
    yield _sample()


def _unwritable(said: str) -> Finding:
    return failed(
        "storage",
        (f"n'écrit pas\u202f: {said}", f"does not write: {said}"),
        ("Vérifiez TENIR_DOCUMENTS, les droits du dossier ou les clés du seau.",
         "See TENIR_DOCUMENTS, the folder's rights or the bucket's keys."),
    )  # fmt: skip


def _sample() -> Finding:
    if wrong := check(most=SAMPLE):
        listed = ", ".join(key for one in wrong for key in one.documents)
        return failed(
            "documents",
            (f"manquent ou ont changé\u202f: {listed}", f"missing or changed: {listed}"),
            ("Reprenez-les d'une sauvegarde, et cherchez qui y touche.",
             "Take them back from a copy, and look for what touches them."),
        )  # fmt: skip
    return ok(
        "documents",
        f"les {SAMPLE} derniers au plus sont relus, intacts",
        f"the {SAMPLE} latest at most read again, intact",
    )


def scanner(place: str) -> Iterator[Finding]:
    """ClamAV answers, where a setting asks for it."""
    if not place:
        return
    try:
        with _socket(place) as session:
            session.sendall(b"zPING\0")
            answer = session.recv(16)
    except OSError as error:
        answer = str(error).encode()
    if answer.startswith(b"PONG"):
        yield ok("scanner", "ClamAV répond", "ClamAV answers")
    else:
        yield failed(
            "scanner",
            (f"ClamAV ne répond pas sur {place}", f"ClamAV does not answer at {place}"),
            ("Démarrez clamd\u202f: sans lui, aucun fichier n'est accepté.",
             "Start clamd: without it no file is taken."),
        )  # fmt: skip


def _socket(place: str) -> socket.socket:
    if place.startswith("unix:"):
        session = socket.socket(socket.AF_UNIX)
        session.settimeout(5)
        session.connect(place.removeprefix("unix:"))
        return session
    host, _, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=5)


def disk(configuration: Configuration) -> Iterator[Finding]:
    """Room is left where the database's file and the documents lie."""
    places = {configuration.data, *_folder_of_documents()}
    for place in sorted(_existing(place) for place in places):
        free = shutil.disk_usage(place).free
        room = f"{free / 2**30:.1f}"
        left = (
            f"{place}\u202f: {room.replace('.', ',')} Gio libres", f"{place}: {room} GiB free"
        )  # fmt: skip
        remedy = ("Libérez de la place, ou agrandissez le disque.", "Free some, or grow the disk.")
        if free < TOO_LITTLE:
            yield failed("disk", left, remedy)
        elif free < LITTLE:
            yield warning("disk", left, remedy)
        else:
            yield ok("disk", *left)


def _folder_of_documents() -> list[Path]:
    given = settings.TENIR.documents
    return [] if given.startswith("s3://") else [Path(given)]


def _existing(place: Path) -> Path:
    return place if place.exists() or place == place.parent else _existing(place.parent)
