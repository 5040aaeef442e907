"""`tenir`: the agreement and the platform from a terminal."""

from __future__ import annotations

import importlib
import os
import re
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tenir.faces.cli.console import Reader, language_of
from tenir.faces.cli.speaking import language_asked, misuse_told, say_help
from tenir.processor import sort_fast
from tenir.stack import in_one_piece

COMMANDS = (
    "judge", "close", "freeze", "verify", "convention", "demo",
    "run", "serve", "worker", "probe", "samples", "tick", "deliver",
    "bounce", "mail-in", "migrate", "create-admin", "doctor", "backup", "restore", "journal",
    "commitments", "people", "clients", "contracts", "past", "requests", "search", "status",
)  # fmt: skip


BROKEN_LINE = re.compile(r"(?<!\n)\n(?!\n)")  # a docstring's own lines are not the terminal's


class Commands(TyperGroup):
    """Imports a command's module when asked for: `judge` starts without what `close` needs."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the library's signature
        """The commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as above
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tenir.faces.cli.{cmd_name.replace('-', '_')}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        for each in (command, *getattr(command, "commands", {}).values()):
            each.help = BROKEN_LINE.sub(" ", each.help or "")
            say_help(each)
        return command

    def make_context(self, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:
        """Reads the command line, in the language that it asks for."""
        Reader.language = language_of(language_asked(args))
        say_help(self)
        with misuse_told():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was asked for."""
        with misuse_told():
            return super().invoke(ctx)


app = typer.Typer(
    name="tenir",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(
    lang: Annotated[
        str | None, typer.Option(help="Language of what is shown: fr or en. Default: the locale's.")
    ] = None,
) -> None:
    """Runs a service agreement: judges, closes months, verifies reports, serves the platform."""
    Reader.language = language_of(lang)


def main() -> None:
    """The console script."""
    sort_fast(os.environ)  # before a command's module imports NumPy
    in_one_piece(app)()
