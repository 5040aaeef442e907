"""Several of our commands side by side in a terminal: each line under a name, none left dead."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import IO

from tenir.faces.cli.console import escaped, out, say

COLOURS = ("cyan", "magenta", "yellow", "green")
PATIENCE = 20.0  # seconds for a command to finish what it has in hand
QUICK = 5.0  # seconds: one that lived less starts again later and later
LONGEST = 30.0


@dataclass
class Child:
    """A command that is kept alive, and its process of the moment."""

    name: str
    arguments: Sequence[str]
    colour: str
    process: subprocess.Popen[bytes] | None = None
    pause: float = 0.0


def supervised(commands: Mapping[str, Sequence[str]], *, stop: Event) -> None:
    """Runs those commands until told to stop, and starts again what dies.

    A first Ctrl-C or SIGTERM lets each finish, a second one does not wait.
    """
    children = [
        Child(name, arguments, COLOURS[i % len(COLOURS)])
        for i, (name, arguments) in enumerate(commands.items())
    ]
    keepers = [Thread(target=_keep, args=(child, stop), daemon=True) for child in children]
    for keeper in keepers:
        keeper.start()
    while not stop.wait(0.5):
        pass
    _end(children, signal.SIGTERM)
    for keeper in keepers:
        keeper.join(PATIENCE)
    _end(children, signal.SIGKILL)


def _keep(child: Child, stop: Event) -> None:
    while not stop.is_set():
        begun = monotonic()
        code = _lived(child)
        if stop.is_set():
            return
        lived = monotonic() - begun
        child.pause = min(max(child.pause * 2, 1.0), LONGEST) if lived < QUICK else 0.0
        told = say(f"arrêté (code {code}), redémarré", f"ended (code {code}), started again")
        _line(child, told)
        stop.wait(child.pause)


def _lived(child: Child) -> int:
    """One life of the command, in a group of its own so that Ctrl-C reaches us alone."""
    child.process = subprocess.Popen(
        child.arguments,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert child.process.stdout is not None
    _read(child, child.process.stdout)
    return child.process.wait()


def _read(child: Child, stream: IO[bytes]) -> None:
    for line in stream:
        _line(child, line.decode(errors="replace").rstrip())


def _line(child: Child, text: str) -> None:
    out.print(f"[{child.colour}]{child.name:>7} |[/] {escaped(text)}")


def _end(children: Sequence[Child], how: signal.Signals) -> None:
    for child in children:
        process = child.process
        if process is not None and process.poll() is None:
            process.send_signal(how)
