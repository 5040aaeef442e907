"""Programs on loopback that hear of notices, each with its own manners."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Program:
    """A receiver that keeps what it hears; `status` is what it answers, after `wait` seconds."""

    status: int = 200
    wait: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"thank you"
    drip: bool = False  # a byte at a time, for ever
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@contextmanager
def listening(program: Program) -> Iterator[Program]:
    """The program, up."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            heard = {name.lower(): value for name, value in self.headers.items()}
            program.heard.append((heard, self.rfile.read(length)))
            time.sleep(program.wait)
            with suppress(OSError):  # the caller has left
                self.answer()

        def answer(self) -> None:
            self.send_response(program.status)
            for name, value in program.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(program.body)
            while program.drip:
                self.wfile.write(b".")
                self.wfile.flush()
                time.sleep(0.02)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    program.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield program
    finally:
        program.drip = False
        server.shutdown()
        server.server_close()
        thread.join()


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Whether a signature holds, as a receiver checks it: written apart from what signs."""
    key = base64.b64decode(secret.split("_", 1)[1])
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    given = [part.split(",", 1) for part in headers["webhook-signature"].split(" ")]
    return any(v == "v1" and hmac.compare_digest(wanted, signature) for v, signature in given)
