"""statuspage-prometheus-exporter, made for Atlassian's pages, reads ours: `make interop`."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tenir import clock
from tenir.integrations.status_files import write_out
from tests.cast import Cast
from tests.faces.test_pages import cast
from tests.faces.test_status import HOUR, announce, incident
from tests.integrations.test_status_files import served

__all__ = ["cast", "served"]
PROGRAM = Path(__file__).parents[2] / ".venv-interop/bin/statuspage-prometheus-exporter"
PATIENCE = 30  # seconds


@contextmanager
def exporting(folder: Path, *, served: int, port: int) -> Iterator[None]:
    """The program, told where our page is, and at which port to tell what it measured."""
    asked = {
        name: {"url": f"http://127.0.0.1:{served}{below}/api/v2/summary.json", "name": name}
        for name, below in (("French", ""), ("English", "/status/en"))
    }
    (folder / "services.json").write_text(json.dumps(asked))
    with (folder / "log").open("w") as log:
        program = subprocess.Popen(
            [PROGRAM], cwd=folder, stdout=log, stderr=subprocess.STDOUT,
            env={"SERVICES_JSON_PATH": str(folder / "services.json"), "METRICS_PORT": str(port)},
        )  # fmt: skip
    try:
        yield
    finally:
        program.terminate()
        program.wait()


def metrics(port: int) -> str:
    """What it measured, once it has measured both."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
                told = answer.read().decode()
        except URLError:
            told = ""
        if told.count("statuspage_component_status{") > 40:
            return str(told)
        time.sleep(0.2)
    raise AssertionError("the exporter measured nothing")


@pytest.mark.clause("10.4")
def test_it_measures_our_incident_works_and_components(
    cast: Cast, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, served: int,
    free_port: int,
) -> None:  # fmt: skip
    found = incident(cast, "Panne")
    incident(cast, "Secret", client=cast.martin.pk)
    announce(cast, "W-soon", clock.now() + 50 * HOUR, products=["techcenter"])
    write_out(tmp_path, clock.now())
    with exporting(tmp_path_factory.mktemp("exporter"), served=served, port=free_port):
        told = metrics(free_port)
    lines = told.splitlines()
    assert 'statuspage_service_status{service_name="French"} 0.0' in lines
    assert 'statuspage_component_status{component_name="Drive",service_name="French"} 0.0' in lines
    assert (
        'statuspage_component_status{component_name="TechCenter",service_name="French"} 1.0'
        in lines
    )
    (known,) = (
        line for line in lines
        if line.startswith("statuspage_incident_info{") and 'service_name="English"' in line
    )  # fmt: skip
    assert 'impact="major"' in known
    assert 'incident_name="English Panne"' in known
    assert found in known
    assert any("W-soon" in line for line in lines if "statuspage_maintenance_info{" in line)
    assert "Secret" not in told
