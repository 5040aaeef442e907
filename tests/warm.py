"""A process that has imported all of Tenir, and forks one for each command.

A command started from nothing spends two seconds on its imports, and the tests start some hundred
of them. A fork inherits the modules; the settings it reads anew, from its own environment, and what
Django made of the parent's is forgotten: connections, caches, storages. Faulty settings, which a
command tells while Django is loaded, are for a process of their own (`Platform.from_nothing`).
`Warm().run(...)` is `subprocess.run(..., capture_output=True)`, and `Warm().started(...)` is
`subprocess.Popen(...)`: a command left running, which may be killed.
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
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

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
PATIENCE, PAUSE = 120, 0.01
RUNNING = 1 << 16  # no exit code


class Started:
    """A command that was left running: of `subprocess.Popen`, what the tests ask."""

    def __init__(self, warm: Warm, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._warm = warm

    def poll(self) -> int | None:
        """Its exit code, or minus the signal that ended it; none while it runs."""
        if self.returncode is None:
            found = self._warm.looked_at(self.pid)
            self.returncode = None if found == RUNNING else found
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Its exit code, once it has ended."""
        end = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(PAUSE)
        return code

    def send_signal(self, number: int) -> None:
        """Nothing where it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


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
            code = self._ask(asked, given.fileno(), out.fileno(), err.fileno()) & 0xFF
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(words, code, out.read(), err.read())

    def started(
        self, words: Sequence[str], *, environment: Mapping[str, str], cwd: Path, log: int
    ) -> Started:
        """The same, left running; what it says goes to that file."""
        asked = {"words": list(words), "environment": dict(environment), "cwd": str(cwd)}
        with open(os.devnull) as nothing:
            return Started(self, self._ask({**asked, "left": True}, nothing.fileno(), log, log))

    def looked_at(self, pid: int) -> int:
        """The exit code of a command left running, once; RUNNING while it has none."""
        return self._ask({"pid": pid})

    def _ask(self, asked: Mapping[str, object], *files: int) -> int:
        text = json.dumps(asked).encode()
        length = len(text).to_bytes(4, "big")
        socket.send_fds(self._socket, [length], files) if files else self._socket.sendall(length)
        self._socket.sendall(text)
        return int.from_bytes(self._socket.recv(4), "big", signed=True)

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
        answer = _answered(json.loads(text), files, link)
        for each in files:
            os.close(each)
        link.sendall(answer.to_bytes(4, "big", signed=True))


def _answered(asked: dict[str, Any], files: list[int], link: socket.socket) -> int:
    """The exit code of what was run, or looked for; of what is left running, its process."""
    if "pid" in asked:
        ended, status = os.waitpid(asked["pid"], os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if ended else RUNNING
    if not (child := os.fork()):
        link.close()
        _forget()
        _be(asked["words"], asked["environment"], asked["cwd"], files)
    if "left" in asked:
        return child
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


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
