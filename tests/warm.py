"""A process that has imported all of Tenir, and forks one for each command.

A command started from nothing spends two seconds on its imports, and the tests start some hundred
of them. A fork inherits the modules; the settings it reads anew, from its own environment, and what
Django made of the parent's is forgotten: connections, caches, storages. Faulty settings, which a
command tells while Django is loaded, are for a process of their own (`Platform.started`).
`Warm().run(...)` is `subprocess.run(..., capture_output=True)`.
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

import django
from django.conf import empty, settings
from django.core.cache import caches
from django.core.files.storage import default_storage, storages
from django.db import connections
from django_tasks import task_backends

IMPORTED = (
    "tenir.faces.cli.app", "tenir.urls", "tenir.terms.replay", "rich.traceback",
    "django.core.management.commands.migrate", "django.db.backends.postgresql.base",
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
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TENIR_MODE": "demonstration", "TENIR_DATA": folder}
        django.setup()
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
            _forget()
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


def _forget() -> None:
    """No setting of the parent's, and nothing that was made of one."""
    settings._wrapped = empty
    del sys.modules["tenir.settings"]
    for handler in (connections, caches, storages, task_backends):
        handler.__dict__.clear()
        handler.__init__()  # type: ignore[misc]  anew, as when it was imported
    default_storage._wrapped = empty


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tenir.settings"
    serve(socket.socket(fileno=int(sys.argv[1])))
