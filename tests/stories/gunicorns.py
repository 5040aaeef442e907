"""What gunicorn does with the bytes of one connection, over loopback, in the test's own thread."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from gunicorn.config import Config  # type: ignore[import-untyped]  # no types
from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from gunicorn.workers.sync import SyncWorker  # type: ignore[import-untyped]

PATIENCE = 10


class Served:
    """`served.told(bytes)`: the answer to a connection that sends these and is then closed."""

    def __init__(self, listener: socket.socket, application: Any) -> None:
        self._listener = listener
        config = Config()
        self._worker = SyncWorker(0, 0, [listener], None, PATIENCE, config, Logger(config))
        self._worker.wsgi = application

    def close(self) -> None:
        """The worker's heartbeat is put away."""
        self._worker.tmp.close()

    def told(self, sent: bytes) -> bytes:
        """The bytes of the answer; none where the server closed without one."""
        with socket.create_connection(self._listener.getsockname(), PATIENCE) as client:
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
            connection, address = self._listener.accept()
            self._worker.handle(self._listener, connection, address)
            answer = b""
            while part := client.recv(1 << 16):
                answer += part
            return answer


@contextmanager
def gunicorn(application: Any) -> Iterator[Served]:
    """One of gunicorn's workers with that application; what it sends must fit the sockets.

    The test's own connection to the database answers, in the test's transaction.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        served = Served(listener, application)
        yield served
        served.close()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
