"""How a message leaves: to an SMTP server, or into a folder. TENIR_MAIL_URL says which."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from pathlib import Path
from typing import Protocol

from tenir.apps.notices.queries import Outcome
from tenir.apps.notices.services import Answer
from tenir.mail import MailServer, faults_of_mail, mail_server

_OF_THE_MAILBOX = re.compile(r"\b5\.[12]\.\d")
_LINE_START = re.compile(rb"(?m)^\.")


class FaultyMailUrl(ValueError):
    """A TENIR_MAIL_URL that says no way of sending."""


class ServerAway(Exception):
    """No server answers, or it turns us away: nothing to do with the message."""


class Transport(Protocol):
    """A way for messages to leave."""

    def send(self, message: EmailMessage, *, sender: str, recipient: str) -> Answer:
        """Hands one message over; what the server answered. ServerAway where there is none."""

    def check(self) -> str:
        """What the server says when greeted; ServerAway where there is none."""

    def close(self) -> None:
        """Lets the server go."""


def transport_of(url: str, *, time_limit: float | None = None) -> Transport:
    """The way of sending that a TENIR_MAIL_URL says (tenir/mail.py); FaultyMailUrl for none."""
    for _, english in faults_of_mail(url):
        raise FaultyMailUrl(f"TENIR_MAIL_URL: {english}")
    server = mail_server(url)
    if server.folder:
        return Folder(Path(server.folder))
    return Smtp(server, time_limit=server.timeout if time_limit is None else time_limit)


@dataclass
class Folder:
    """One .eml a message, named by its Message-ID: a second sending replaces the first."""

    folder: Path

    def send(self, message: EmailMessage, *, sender: str, recipient: str) -> Answer:
        """Writes the message whole, or not at all."""
        name = re.sub(r"[^A-Za-z0-9.-]", "_", str(message["Message-ID"]).strip("<>"))
        made = self.folder / f".{name}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            made.write_bytes(
                f"Return-Path: <{sender}>\r\nX-Envelope-To: {recipient}\r\n".encode()
                + message.as_bytes(policy=SMTPUTF8)
            )
            made.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise ServerAway(str(error)) from error
        return Answer(Outcome.ACCEPTED, f"written to {name}.eml")

    def check(self) -> str:
        """Whether the folder can be written to."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ServerAway(str(error)) from error
        if not os.access(self.folder, os.W_OK):
            raise ServerAway(f"{self.folder} cannot be written to")
        return str(self.folder)

    def close(self) -> None:
        """Nothing is held open."""


@dataclass
class Smtp:
    """An SMTP server; one connection serves a whole run."""

    server: MailServer
    time_limit: float  # seconds, for each exchange with the server
    line: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, *, sender: str, recipient: str) -> Answer:
        """Hands one message over and waits for the answer that makes it the server's."""
        ascii_only = recipient.isascii()
        payload = message.as_bytes(policy=SMTP if ascii_only else SMTPUTF8)
        line = self._begun(sender, [] if ascii_only else ["SMTPUTF8"])
        refused = self._addressed(line, recipient)
        return refused or self._handed_over(line, payload)

    def check(self) -> str:
        """Greets the server, signs in, and leaves."""
        with _away():
            line = self._connected()
            code, words = line.noop()
        self.close()
        return _said(code, words)

    def close(self) -> None:
        """Leaves politely; a server that is gone already is no matter."""
        if self.line is not None:
            try:
                self.line.quit()
            except (smtplib.SMTPException, OSError):
                self.line.close()
        self.line = None

    def _begun(self, sender: str, options: list[str]) -> smtplib.SMTP:
        """A connection where the sender is taken; a used one that has died is opened again."""
        used = self.line is not None
        try:
            with _away():
                line = self.line or self._connected()
                if options and not line.has_extn("smtputf8"):
                    options = []  # the server will say what it makes of the address
                code, words = line.mail(sender, options)
                if code != 250:
                    raise ServerAway(_said(code, words))
        except ServerAway:
            self.close()
            if used:
                return self._begun(sender, options)
            raise
        return line

    def _addressed(self, line: smtplib.SMTP, recipient: str) -> Answer | None:
        """What stands against the recipient; None where the server takes it."""
        try:
            with _away():
                code, words = line.rcpt(recipient)
        except ValueError:  # a line break in it, or letters that the server does not read
            self._begin_anew(line)
            return Answer(Outcome.REFUSED, "not an address of this server's", unreachable=True)
        except ServerAway as away:
            self.close()
            return Answer(Outcome.LATER, str(away))
        if code in {250, 251}:
            return None
        self._begin_anew(line)
        return _refusal(code, words, of_address=True)

    def _handed_over(self, line: smtplib.SMTP, payload: bytes) -> Answer:
        try:
            with _away():
                code, words = line.docmd("DATA")
        except ServerAway as away:
            self.close()
            return Answer(Outcome.LATER, str(away))
        if code != 354:
            self._begin_anew(line)
            return _refusal(code, words)
        try:
            line.send(_LINE_START.sub(b"..", payload).rstrip(b"\r\n") + b"\r\n.\r\n")
            code, words = line.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Answer(Outcome.UNANSWERED, f"no answer after the message: {error}")
        if code == 250:
            return Answer(Outcome.ACCEPTED, _said(code, words))
        self._begin_anew(line)
        return _refusal(code, words)

    def _connected(self) -> smtplib.SMTP:
        server, limit, context = self.server, self.time_limit, ssl.create_default_context()
        if server.tls == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=limit, context=context
            )
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=limit)
        try:
            if server.tls == "starttls":
                line.starttls(context=context)
            line.ehlo_or_helo_if_needed()
            if server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
        self.line = line
        return line

    def _begin_anew(self, line: smtplib.SMTP) -> None:
        try:
            line.rset()
        except (smtplib.SMTPException, OSError):
            self.close()


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPException, OSError) as error:
        raise ServerAway(str(error) or type(error).__name__) from error


def _refusal(code: int, words: bytes, *, of_address: bool = False) -> Answer:
    said = _said(code, words)
    if not 500 <= code < 600:
        return Answer(Outcome.LATER, said)
    unreachable = of_address or bool(_OF_THE_MAILBOX.search(said))
    return Answer(Outcome.REFUSED, said, unreachable=unreachable)


def _said(code: int, words: bytes) -> str:
    return f"{code} {words.decode('utf-8', 'replace')}"
