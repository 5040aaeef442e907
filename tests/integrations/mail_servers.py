"""Mail servers on loopback, each with its own manners."""

from __future__ import annotations

import asyncio
import email
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Post:
    """A server that keeps what it accepts; `rcpt` and `data` say what it answers, None to accept.

    `wait` is how many seconds it takes to answer the message.
    """

    rcpt: Callable[[str], str | None] = lambda _: None
    answer: Callable[[str], str | None] = lambda _: None
    wait: float = 0.0
    accepted: list[Envelope] = field(default_factory=list)
    url: str = ""

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if said := self.rcpt(address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.wait)
        if said := self.answer(envelope.rcpt_tos[0]):
            return said
        self.accepted.append(envelope)
        return f"250 2.0.0 Ok: queued as {len(self.accepted)}"

    @property
    def messages(self) -> list[EmailMessage]:
        """What was accepted, read."""
        return [
            cast(EmailMessage, email.message_from_bytes(cast(bytes, e.content), policy=default))
            for e in self.accepted
        ]

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was accepted."""
        return [str(message["Message-ID"]) for message in self.messages]


@contextmanager
def running(post: Post) -> Iterator[Post]:
    """The server, up."""
    controller = Controller(post, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=False)
    controller.start()
    post.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield post
    finally:
        controller.stop()


class Patient(SMTP):
    """A server that takes lines of any length, as those that pass on what others sent them do."""

    line_length_limit = 100 << 20


@dataclass
class Delivering:
    """A server that drops what it accepts into a mailbox, under the lines that servers write."""

    drop: Callable[[bytes], None]

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        for to in envelope.rcpt_tos:
            above = f"Return-Path: <{envelope.mail_from}>\r\nDelivered-To: {to}\r\n"
            by = "Received: from there by here with ESMTP; Tue, 9 Jun 2026 12:00:00 +0200\r\n"
            self.drop((above + by).encode() + bytes(envelope.content or b""))
        return "250 2.0.0 Ok: delivered"


@contextmanager
def delivering(drop: Callable[[bytes], None]) -> Iterator[int]:
    """The server, up: its port."""

    class Whole(Controller):
        def factory(self) -> SMTP:
            return Patient(self.handler, data_size_limit=None, enable_SMTPUTF8=True)

    controller = Whole(Delivering(drop), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@dataclass
class Dropping:
    """A server that takes a message whole, then hangs up in place of answering, `times` times."""

    times: int
    taken: list[bytes] = field(default_factory=list)
    url: str = ""
    before_data: bool = False

    def serve(self, sock: socket.socket) -> None:
        """One connection after another."""
        while True:
            try:
                line, _ = sock.accept()
            except OSError:
                return
            with line, line.makefile("rwb") as stream:
                self._talk(stream)

    def _talk(self, stream: Any) -> None:
        def say(words: bytes) -> None:
            stream.write(words + b"\r\n")
            stream.flush()

        say(b"220 here")
        while line := stream.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                return
            if verb != b"DATA":
                say(b"250 Ok")
                continue
            if self.before_data and self.times > 0:
                self.times -= 1
                return
            say(b"354 go on")
            if not self._takes(stream):
                return
            say(b"250 2.0.0 Ok: queued")

    def _takes(self, stream: Any) -> bool:
        body = b""
        while not body.endswith(b"\r\n.\r\n"):
            read = stream.readline()
            if not read:
                return False
            body += read
        self.taken.append(body)
        self.times -= 1
        return self.times < 0


@contextmanager
def dropping(times: int, *, before_data: bool = False) -> Iterator[Dropping]:
    """The server, up."""
    server = Dropping(times, before_data=before_data)
    with socket.create_server(("127.0.0.1", 0)) as sock:
        server.url = f"smtp://127.0.0.1:{sock.getsockname()[1]}"
        thread = threading.Thread(target=server.serve, args=(sock,), daemon=True)
        thread.start()
        yield server
        sock.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=5)
