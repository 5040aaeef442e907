"""Programs of Debian's that watch: Prometheus, its blackbox exporter, Alertmanager."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PATH = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/bin"
PROGRAMS = ("prometheus", "prometheus-alertmanager", "prometheus-blackbox-exporter")
MISSING = [name for name in PROGRAMS if not shutil.which(name, path=PATH)]
PATIENCE = 60  # seconds

BLACKBOX = "modules: {http_2xx: {prober: http, timeout: 1s}}"
PROMETHEUS = """
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [rules.yml]
alerting: {{alertmanagers: [{{static_configs: [{{targets: ["127.0.0.1:{alertmanager}"]}}]}}]}}
scrape_configs:
  - job_name: blackbox
    metrics_path: /probe
    params: {{module: [http_2xx]}}
    static_configs: [{{targets: ["{address}"]}}]
    relabel_configs:
      - {{source_labels: [__address__], target_label: __param_target}}
      - {{source_labels: [__param_target], target_label: instance}}
      - {{target_label: __address__, replacement: "127.0.0.1:{blackbox}"}}
"""
RULES = """
groups:
  - name: tenir
    rules:
      - {alert: ProbeFailed, expr: "probe_success == 0", labels: {severity: critical},
         annotations: {summary: "{{ $labels.instance }} does not answer"}}
      - {alert: Watchdog, expr: vector(1)}
"""
ALERTMANAGER = """
route: {{receiver: tenir, group_by: ["..."], group_wait: 0s, group_interval: 1s,
        repeat_interval: 2s}}
receivers:
  - name: tenir
    webhook_configs:
      - url: {tenir}/api/v1/intake/alertmanager
        send_resolved: true
        http_config: {{authorization: {{credentials: "{secret}"}}}}
"""


def until(known: Callable[[], Any], what: str) -> None:
    """Looks again and again, as long as patience lasts."""
    end = time.monotonic() + PATIENCE
    while not known():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.3)


class Site:
    """What is watched: it answers until told to stop, and again when told to go on."""

    def __init__(self) -> None:
        self.port = free()
        self._server: ThreadingHTTPServer | None = None

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """It answers."""
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Well)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Nobody is there."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class Well(BaseHTTPRequestHandler):
    """All is well."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def free() -> int:
    """A port that nobody has."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def watching(folder: Path, *, address: str, tenir: str, secret: str) -> Iterator[None]:
    """The three of them, watching an address and telling Tenir."""
    ports = {name: free() for name in ("prometheus", "alertmanager", "blackbox")}
    for name, text in (
        ("blackbox.yml", BLACKBOX), ("rules.yml", RULES),
        ("prometheus.yml", PROMETHEUS.format(address=address, **ports)),
        ("alertmanager.yml", ALERTMANAGER.format(tenir=tenir, secret=secret)),
    ):  # fmt: skip
        (folder / name).write_text(text)
    here = {name: f"127.0.0.1:{port}" for name, port in ports.items()}
    commands = (
        ("prometheus-blackbox-exporter", "--config.file=blackbox.yml",
         f"--web.listen-address={here['blackbox']}"),
        ("prometheus-alertmanager", "--config.file=alertmanager.yml", "--storage.path=alerts",
         f"--web.listen-address={here['alertmanager']}", "--cluster.listen-address="),
        ("prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=series",
         "--rules.alert.resend-delay=1s",
         f"--web.listen-address={here['prometheus']}"),
    )  # fmt: skip
    with ExitStack() as running:
        for command in commands:
            running.enter_context(program(command, folder))
        yield


@contextmanager
def program(command: tuple[str, ...], folder: Path) -> Iterator[None]:
    """One of them, until the end; what it says goes into a file beside."""
    name = shutil.which(command[0], path=PATH)
    assert name
    with (folder / f"{command[0]}.log").open("w") as log:
        process = subprocess.Popen([name, *command[1:]], cwd=folder, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait()
