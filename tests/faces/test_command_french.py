"""The help of every command, and what is said of a mistaken line, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer import rich_utils
from typer.testing import CliRunner

from tenir.faces.cli.app import COMMANDS, app
from tenir.faces.cli.console import Reader
from tenir.faces.cli.speaking import FRENCH, ONE_OF, PANELS, misuse_told, say_panels
from tests.faces.conftest import Tenir

TYPERS_OWN = ("Usage:", "Commands", "Show this message", "[required]", "[default")


@pytest.fixture(autouse=True)
def _speaks_english_again() -> Iterator[None]:
    yield
    Reader.language = "en"
    say_panels()


def texts(command: Any) -> Iterator[str]:
    """All that a command and those below it say of themselves."""
    yield command.help or ""
    for option in command.params:
        yield getattr(option, "help", None) or ""
    for each in getattr(command, "commands", {}).values():
        yield from texts(each)


def every_text() -> set[str]:
    root: Any = typer.main.get_command(app)
    own = [root.help or "", *(each.help or "" for each in root.params)]
    return {*own, *(text for name in COMMANDS for text in texts(root.get_command(None, name)))}


def test_every_text_of_the_help_has_its_french_and_none_is_left_over() -> None:
    said = {text for text in every_text() if text and not text.startswith(ONE_OF)}
    assert sorted(said - FRENCH.keys()) == [], "say it in tenir/faces/cli/french.py"
    beside = {"Show this message and exit.", "ID=OTHER", "NUMBER", "POSITION:LINK"}
    assert sorted(FRENCH.keys() - said - beside) == []


@pytest.mark.parametrize("command", ["", *COMMANDS, "journal verify", "clients import"])
def test_help_is_french_where_it_is_asked_for(tenir: Tenir, command: str) -> None:
    french = tenir("--lang", "fr", *command.split(), "--help")
    assert french.exit_code == 0
    assert "Utilisation :" in french.stdout
    assert not [words for words in TYPERS_OWN if words in french.stdout]
    english = tenir("--lang", "en", *command.split(), "--help")
    assert "Usage:" in english.stdout
    assert "Utilisation" not in english.stdout


def test_the_language_of_the_terminal_counts_and_what_is_asked_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    def run(*words: str) -> str:
        return CliRunner().invoke(app, words, env={"COLUMNS": "200"}).output

    assert "Commandes" in run("--help")
    assert "Commands" in run("--lang=en", "--help")
    assert "Commands" in run("--help", "--lang", "en")
    assert "Commande inconnue : 'clse'." in run("clse")
    assert "Utilisation :" in run("close", "--help")


@pytest.mark.parametrize(
    ("line", "french", "english"),
    [
        ("clse", "Commande inconnue : 'clse'.", "No such command 'clse'."),
        ("close --foo", "Option inconnue : --foo (peut-être --out, --pdf).",
         "No such option: --foo"),
        ("close --zzz9", "Option inconnue : --zzz9.", "No such option: --zzz9"),
        ("close", "Il manque l'option '--samples'.", "Missing option '--samples'."),
        ("verify", "Il manque l'argument 'reports'.", "Missing argument 'reports'."),
        ("serve --port x", "Valeur refusée pour '--port' : 'x' n'est pas un nombre entier.",
         "'x' is not a valid int"),
        ("close --samples x --out y --workers 0", "0 n'est pas dans l'intervalle x>=1.",
         "0 is not in the range x>=1."),
        ("migrate now", "En trop : now.", "unexpected extra argument(s) (now)"),
        ("serve --port", "L'option '--port' demande une valeur.", "'--port' requires an argument."),
        ("migrate --check=1", "L'option '--check' ne prend pas de valeur.",
         "'--check' does not take a value."),
        ("clients imprt", "Commande inconnue : 'imprt' ; peut-être 'import' ?", "Did you mean"),
    ],
)  # fmt: skip
def test_a_mistaken_line_is_told_in_the_readers_language(
    tenir: Tenir, line: str, french: str, english: str
) -> None:
    for language, words in (("fr", french), ("en", english)):
        told = tenir("--lang", language, *line.split())
        assert told.exit_code == 2
        assert words in " ".join(told.stderr.split()), told.stderr
    assert "Erreur" in tenir("--lang", "fr", *line.split()).stderr


def test_a_constant_of_typers_is_there_for_each_french_one() -> None:
    assert all(isinstance(getattr(rich_utils, name), str) for name in PANELS)


def test_giving_up_is_told_in_the_readers_language() -> None:
    Reader.language = "fr"
    with pytest.raises(typer.Abort), misuse_told():
        raise typer.Abort
    assert rich_utils.ABORTED_TEXT == "Interrompu."
