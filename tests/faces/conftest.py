"""`tenir` as a person runs it, and one demonstration shared by all who only read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tenir.faces.cli.app import app

Tenir = Callable[..., Result]


@pytest.fixture(scope="session")
def tenir() -> Tenir:
    """Run `tenir ARGS`, English unless told; .stdout, .stderr and .exit_code tell what came."""

    def run(*args: object, stdin: str | bytes | None = None) -> Result:
        words = [str(arg) for arg in args]
        language = [] if "--lang" in words else ["--lang", "en"]
        return CliRunner().invoke(app, [*language, *words], input=stdin, env={"COLUMNS": "200"})

    return run


@pytest.fixture(scope="session")
def demonstration(tenir: Tenir, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of `tenir demo`: publisher/ and reports/."""
    folder = tmp_path_factory.mktemp("demo")
    result = tenir("demo", "--out", folder)
    assert result.exit_code == 0, result.output
    return folder


def answers(result: Result) -> list[Any]:
    """The JSON lines of an output."""
    return [json.loads(line) for line in result.stdout.splitlines()]
