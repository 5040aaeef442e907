"""A process that has imported what every `tenir` imports, and forks one for each command.

A command started from nothing spends a second on its imports, and the tests start some hundred of
them. What a fork inherits stops short of Django's settings, so each command reads its own
environment as it would have. `Warm().run(...)` is `subprocess.run(..., capture_output=True)`.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

IMPORTED = (
    "numpy", "pydantic", "psycopg", "pypdf", "requests", "structlog",
    "rich.table", "rich.traceback", "typer.main",
    "django.core.management", "django.db.models", "django.db.migrations.executor",
    "django.forms", "django.http", "django.template.defaulttags", "django.urls",
    "django.db.backends.sqlite3.base", "django.db.backends.postgresql.base",
    "tenir.terms.judge", "tenir.terms.replay", "tenir.faces.cli.app",
)  # fmt: skip
CHECKOUT = Path(__file__).parents[1]
PATIENCE = 120


class Warm:
    """The parent of the commands; one at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("TENIR_", "DJANGO_"))}
        self._socket = ours
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm", str(theirs.fileno())],
            cwd=CHECKOUT, env=plain, pass_fds=[theirs.fileno()],
        )  # fmt: skip
        theirs.close()
        ours.settimeout(PATIENCE)

    def run(
        self, words: Sequence[str], *, environment: Mapping[str, str], cwd: Path, told: str
    ) -> subprocess.CompletedProcess[str]:
        """What `python WORDS` does, for `-c TEXT` and `-m MODULE ARGUMENTS`."""
        asked = {"words": list(words), "environment": dict(environment), "cwd": str(cwd)}
        with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile("w+") as out, \
             tempfile.TemporaryFile("w+") as err:  # fmt: skip
            given.write(told)
            given.seek(0)
            files = [given.fileno(), out.fileno(), err.fileno()]
            text = json.dumps(asked).encode()
            socket.send_fds(self._socket, [len(text).to_bytes(4, "big")], files)
            self._socket.sendall(text)
            code = int.from_bytes(self._socket.recv(1), "big")
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(words, code, out.read(), err.read())

    def close(self) -> None:
        """No command after this one."""
        self._socket.close()
        self._process.wait(timeout=10)


def serve(link: socket.socket) -> None:
    """Fork a child for each command, and answer its exit code, until the tests have closed."""
    for name in IMPORTED:
        importlib.import_module(name)
    gc.freeze()
    while True:
        length, files, _, _ = socket.recv_fds(link, 4, 3)
        if not length:
            return
        text = b""
        while len(text) < int.from_bytes(length, "big"):
            text += link.recv(65536)
        asked = json.loads(text)
        if not (child := os.fork()):
            link.close()
            _be(asked["words"], asked["environment"], asked["cwd"], files)
        for each in files:
            os.close(each)
        _, status = os.waitpid(child, 0)
        link.sendall(bytes([os.waitstatus_to_exitcode(status) & 0xFF]))


def _be(words: list[str], environment: dict[str, str], cwd: str, files: list[int]) -> None:
    """Become the command; never returns."""
    for number, file in enumerate(files):
        os.dup2(file, number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115 till the end
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.path[:0] = environment.get("PYTHONPATH", "").split(":")
    kind, what, *arguments = words
    sys.argv = ["-c" if kind == "-c" else what, *arguments]
    code = 1
    try:
        if kind == "-c":
            exec(compile(what, "<text>", "exec"), {"__name__": "__main__"})
        else:
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
