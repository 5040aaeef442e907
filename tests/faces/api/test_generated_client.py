"""A client that a generator makes from docs/openapi.json alone speaks to a live server."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.cast import assemble
from tests.faces.api.programs import program_of

FILE = Path(__file__).parents[3] / "docs/openapi.json"
CONFIGURATION = """
post_hooks: []
content_type_overrides:
  application/jsonl: application/octet-stream
  application/pdf: application/octet-stream
  "*/*": application/octet-stream
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """`module("api.clients.list_clients")` of the client, made without a word of warning."""
    folder = tmp_path_factory.mktemp("client")
    configuration = folder / "configuration.yaml"
    configuration.write_text(CONFIGURATION)
    ran = subprocess.run(
        [Path(sys.executable).with_name("openapi-python-client"), "generate", "--path", FILE,
         "--output-path", folder / "tenir_client", "--meta", "none", "--config", configuration,
         "--fail-on-warning"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"tenir_client.{name}")
    sys.path.remove(str(folder))


@pytest.mark.django_db(transaction=True)
def test_it_lists_creates_and_is_told_why_not(generated: Any, live_server: Any) -> None:
    secret = program_of(assemble().anna).secret
    module: ModuleType = generated("client")
    with module.AuthenticatedClient(base_url=live_server.url, token=secret) as client:
        models = generated("models")

        page = generated("api.clients.list_clients").sync(
            client=client, sort=models.ListClientsSort.NAME, per_page=1
        )
        assert (page.total, [item.number for item in page.items]) == (2, ["C-001"])

        told = models.NewClient(number="C-100", name="Fonderie Petit")
        register = generated("api.clients.register_client").sync
        made = register(client=client, body=told, idempotency_key="k1")
        assert (made.number, made.name) == ("C-100", "Fonderie Petit")
        assert register(client=client, body=told, idempotency_key="k1").id == made.id

        problem = register(client=client, body=told, accept_language="en")
        assert (problem.status, problem.code) == (409, "parties.number_taken")
        assert [fault.where for fault in problem.errors] == ["number"]
