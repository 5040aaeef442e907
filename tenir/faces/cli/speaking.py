"""The terminal's own words, in the reader's language: the help of commands, and their misuse.

Typer says them in English, in constants and in its errors, and has no catalogue for others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import typer
from typer._click.exceptions import UsageError

from tenir.faces.cli.console import Reader, say
from tenir.faces.cli.french import OF_ALL, OF_THE_AGREEMENT, OF_THE_PLATFORM
from tenir.faces.cli.french_of_records import OF_RECORDS

FRENCH: Mapping[str, str] = {**OF_ALL, **OF_THE_AGREEMENT, **OF_THE_PLATFORM, **OF_RECORDS}
ONE_OF = "One of: "
USAGE = "Usage:"
PANELS: Mapping[str, str] = {  # Typer's constants
    "DEFAULT_STRING": "[par défaut : {}]",
    "REQUIRED_LONG_STRING": "[obligatoire]",
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commandes",
    "ERRORS_PANEL_TITLE": "Erreur",
    "ABORTED_TEXT": "Interrompu.",
    "RICH_HELP": "L'aide : [blue]{command_path} {help_option}[/]",
}
MISUSE: Sequence[tuple[str, str]] = (
    (r"No such option: (\S+)", "Option inconnue : {}."),
    (r"No such option: (\S+) \(Possible options: (.+)\)", "Option inconnue : {} (peut-être {})."),
    (r"No such command (.+?)\.", "Commande inconnue : {}."),
    (r"No such command (.+?)\. Did you mean (.+)\?", "Commande inconnue : {} ; peut-être {} ?"),
    (r"Missing command\.", "Il manque une commande."),
    (r"Missing option (.+?)\.", "Il manque l'option {}."),
    (r"Missing argument (.+?)\.", "Il manque l'argument {}."),
    (r"Missing (?:option|argument) (.+?)\. Choose from:\s+(.+)",
     "Il manque {}. Choisissez parmi : {}"),
    (r"Invalid value for (.+?): (.+)", "Valeur refusée pour {} : {}"),
    (r"(.+) is not a valid int(?:eger)?(?: range)?\.", "{} n'est pas un nombre entier."),
    (r"(.+) is not a valid (?:float|float range)\.", "{} n'est pas un nombre."),
    (r"(.+) is not in the range (.+)\.", "{} n'est pas dans l'intervalle {}."),
    (r"(.+) is not one of (.+)\.", "{} n'est pas l'un de : {}."),
    (r"(?:File|Path|Directory) (.+) does not exist\.", "{} n'existe pas."),
    (r"(?:File|Path|Directory) (.+) is a file\.", "{} est un fichier."),
    (r"(?:File|Path|Directory) (.+) is a directory\.", "{} est un dossier."),
    (r"(?:File|Path|Directory) (.+) is not readable\.", "{} ne peut pas être lu."),
    (r"Option (.+) requires an argument\.", "L'option {} demande une valeur."),
    (r"Option (.+) does not take a value\.", "L'option {} ne prend pas de valeur."),
    (r"Got unexpected extra argument\(s\) \((.+)\)", "En trop : {}."),
)  # fmt: skip


def language_asked(arguments: Sequence[str]) -> str | None:
    """What --lang says before the command: help and misuse are told before options are read."""
    for place, each in enumerate(arguments):
        if each == "--lang":
            return next(iter(arguments[place + 1 :]), None)
        if each.startswith("--lang="):
            return each.partition("=")[2]
        if not each.startswith("-"):
            break
    return None


def told(text: str) -> str:
    """A text of the help in the reader's language."""
    if Reader.language != "fr":
        return text
    if text.startswith(ONE_OF):
        return f"L'un de : {text.removeprefix(ONE_OF)}"
    return FRENCH.get(text, text)


def misuse(message: str) -> str:
    """What was asked wrongly, in French; as it is, where Typer says something new."""
    for pattern, french in MISUSE:
        if found := re.fullmatch(pattern, message.strip(), re.DOTALL):
            return french.format(*map(misuse, found.groups()))
    return message


@cache
def _panels() -> tuple[Any, Mapping[str, str]]:
    """Typer's drawing of frames, with its English: only what draws one waits for its import."""
    from typer import rich_utils  # noqa: PLC0415

    return rich_utils, {name: getattr(rich_utils, name) for name in PANELS}


def say_panels() -> None:
    """The titles of what Typer frames are in the reader's language."""
    drawing, english = _panels()
    for name, french in PANELS.items():
        setattr(drawing, name, say(french, english[name]))


def say_help(command: Any) -> None:
    """The help of a command is, too: what it does, its options, how it is used."""
    usage, asks_help = command.get_usage, command.get_help_option

    def used(ctx: Any) -> str:
        say_panels()  # what is framed comes after it
        return str(usage(ctx)).replace(USAGE, say("Utilisation :", USAGE), 1)

    def option(ctx: Any) -> Any:
        found = asks_help(ctx)
        _say_option(found)
        return found

    command.help = told(command.help or "")
    for each in command.params:
        _say_option(each)
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = say("COMMANDE [ARGUMENTS]...", command.subcommand_metavar)
    vars(command).update(get_usage=used, get_help_option=option)


def _say_option(option: Any) -> None:
    for name in ("help", "metavar"):
        if text := getattr(option, name, None):
            setattr(option, name, told(text))


@contextmanager
def misuse_told() -> Iterator[None]:
    """What is refused of a command line, or given up, is told in the reader's language."""
    try:
        yield
    except (UsageError, typer.Abort) as refused:
        say_panels()
        if isinstance(refused, UsageError) and Reader.language == "fr":
            words = misuse(refused.format_message())
            vars(refused)["format_message"] = lambda: words
        raise
