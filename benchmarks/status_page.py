"""The status page from its files, by nginx, against the same page made by Tenir for each request.

The demonstration's page, asked for by ApacheBench over kept connections, both on this machine's
processors: time is the wall clock's. Without nginx and `ab` (apache2-utils) nothing is measured.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from benchmarks.side_by_side import Row

FOLDER = Path(".bench/status").absolute()
PAGE = "/status/fr/"
AT_ONCE, FROM_FILES, FROM_TENIR = 32, 20_000, 400
CONFIGURATION = """
worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{ types {{ text/html html; }} access_log off; sendfile on; keepalive_requests 1000000;
  client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
  uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; index index.html; }} }}
"""


def rows() -> list[Row]:
    """One page from its files, and as Tenir makes it."""
    nginx, bench = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"), shutil.which("ab")
    if not (nginx and bench):
        print("neither measured: install nginx and apache2-utils")
        return []
    port, files = _free(), _free()
    with _tenir(port):
        live = _each(bench, port, FROM_TENIR)
    with _nginx(nginx, files):
        ours = _each(bench, files, FROM_FILES)
    weight = (FOLDER / "files" / PAGE.strip("/") / "index.html").stat().st_size // 1000
    return [
        Row(name=f"status page of {weight} kB from its files, wall clock, each", value=ours,
            unit="µs", peer="the same made by Tenir", peer_value=live,
            ratio=float(f"{live / ours:.3g}")),
    ]  # fmt: skip


def _each(bench: str, port: int, count: int) -> float:
    """Microseconds of a request, all of them answered whole."""
    asked = [bench, "-q", "-k", "-l", "-c", str(AT_ONCE), "-n", str(count),
             f"http://127.0.0.1:{port}{PAGE}"]  # fmt: skip
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    failed = re.search(r"Failed requests:\s+(\d+)", told)
    rate = re.search(r"Requests per second:\s+([\d.]+)", told)
    if not (failed and failed[1] == "0" and rate) or "Non-2xx" in told:
        raise RuntimeError(told)
    return float(f"{1e6 / float(rate[1]):.3g}")


@contextmanager
def _tenir(port: int) -> Iterator[None]:
    """The platform with its demonstration; its status page written out beside."""
    platform = [sys.executable, "-m", "tenir"]
    data = str(FOLDER / "platform")
    run = subprocess.Popen([*platform, "run", "--port", str(port), "--in", data],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        _wait(port, seconds=300)
        told = {"TENIR_MODE": "demonstration", "TENIR_DATA": data}
        subprocess.run([*platform, "status", "write", "--out", str(FOLDER / "files")],
                       env=os.environ | told, check=True)  # fmt: skip
        yield
    finally:
        run.terminate()
        run.wait()


@contextmanager
def _nginx(program: str, port: int) -> Iterator[None]:
    """A web server that knows nothing of Tenir."""
    (FOLDER / "tmp").mkdir(parents=True, exist_ok=True)
    told = FOLDER / "nginx.conf"
    told.write_text(CONFIGURATION.format(folder=FOLDER, port=port))
    server = subprocess.Popen([program, "-c", str(told)], stderr=subprocess.DEVNULL)
    try:
        _wait(port, seconds=10)
        yield
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, *, seconds: int) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), urlopen(f"http://127.0.0.1:{port}{PAGE}", timeout=10):
            return
        time.sleep(0.5)
    raise TimeoutError(f"nothing answers on {port}")


def _free() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
