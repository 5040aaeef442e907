"""A platform of its own for a test: commands in processes, on a database that nobody else has.

It is of the run's kind: SQLite, or PostgreSQL where TENIR_TEST_DATABASE_URL says so.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.migrated import copied
from tests.warm import Started, Warm

CHECKOUT = Path(__file__).parents[1]
SERVER = os.environ.get("TENIR_TEST_DATABASE_URL", "")
NUMBERS = count()
Make = Callable[..., "Platform"]


@dataclass
class Platform:
    """A folder and a database, and `tenir` on them."""

    folder: Path
    database_url: str
    warm: Warm
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are started with."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("TENIR_", "DJANGO_"))}
        return {
            **ours,
            "TENIR_MODE": "demonstration",
            "TENIR_DATA": str(self.folder),
            "TENIR_DATABASE_URL": self.database_url,
            "PYTHONPATH": str(CHECKOUT),
            "COLUMNS": "200",
            "LANG": "en_GB.UTF-8",
            **self.settings,
        }

    def tenir(self, *arguments: object, told: str = "") -> subprocess.CompletedProcess[str]:
        """`tenir ARGUMENTS`, to its end."""
        return self._run(["-m", "tenir", *map(str, arguments)], told)

    def python(self, text: str) -> str:
        """What a text of Python prints with Django loaded; it must not fail."""
        loaded = f"import django\ndjango.setup()\n{text}"
        ran = self._run(["-c", loaded], "")
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def from_nothing(self, *arguments: object) -> subprocess.Popen[str]:
        """`tenir ARGUMENTS`, left running: a process that imports all it needs, as a person's."""
        return subprocess.Popen(
            [sys.executable, "-m", "tenir", *map(str, arguments)], cwd=self.folder, text=True,
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def started(self, *arguments: object) -> Started:
        """`tenir ARGUMENTS`, left running; what it says is added to `log` in its folder."""
        with (self.folder / "log").open("a") as log:
            return self.warm.started(
                ["-m", "tenir", *map(str, arguments)], environment=self._loaded, cwd=self.folder,
                log=log.fileno(),
            )  # fmt: skip

    @property
    def _loaded(self) -> dict[str, str]:
        return {"DJANGO_SETTINGS_MODULE": "tenir.settings"} | self.environment

    def _run(self, words: list[str], told: str) -> subprocess.CompletedProcess[str]:
        return self.warm.run(words, environment=self._loaded, cwd=self.folder, told=told)


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """What starts the commands, once it is asked for."""
    started = Warm()
    yield started
    started.close()


@pytest.fixture(scope="session")
def own_database(
    warm: Warm, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Make]:
    """Makes platforms: empty(), or with `migrated=True` with the tables of this version."""
    made: list[str] = []
    models: list[Platform] = []

    def like(model: str, folder: Path) -> Platform:
        """A platform in that folder, its database a copy of that one."""
        if not SERVER:
            if model:
                copied(Path(model), folder / "tenir.sqlite3")
            return Platform(folder, f"sqlite:///{folder}/tenir.sqlite3", warm)
        made.append(f"tenir_own_{os.getpid()}_{next(NUMBERS)}")
        _on_server(f"CREATE DATABASE {made[-1]}" + (f" TEMPLATE {model}" if model else ""))
        return Platform(folder, urlsplit(SERVER)._replace(path=f"/{made[-1]}").geturl(), warm)

    def make(*, migrated: bool = False) -> Platform:
        folder = tmp_path_factory.mktemp("platform")
        if not migrated:
            return like("", folder)
        if not models:  # the run's own tables, and what else the first `tenir migrate` makes
            models.append(like(request.getfixturevalue("tables"), tmp_path_factory.mktemp("model")))
            ran = models[0].tenir("migrate")
            assert ran.returncode == 0, ran.stderr
        shutil.copytree(models[0].folder, folder, dirs_exist_ok=True)
        return like(urlsplit(models[0].database_url).path[1:] if SERVER else "", folder)

    yield make
    for name in made:
        _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _on_server(sql: str) -> None:
    with closing(psycopg.connect(SERVER, autocommit=True)) as session:
        session.execute(sql)


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
