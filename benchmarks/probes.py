"""A thousand targets probed every 30 s by one worker, over HTTP on this machine's loopback.

One in twenty answers after two seconds, one in a hundred takes the connection and never answers.
How late each turn began is told at the 99th percentile: the promise is 2 s. The worker writes to a
database in a file as it goes. It lasts ten minutes, or the seconds of TENIR_BENCH_SECONDS; the
first round, while the worker starts, counts as the others do.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.side_by_side import Row
from benchmarks.watched import INTERVAL, build, of_demonstration

TARGETS, SLOW_ONE_IN, DEAD_ONE_IN = 1_000, 20, 100
SECONDS = int(os.environ.get("TENIR_BENCH_SECONDS", "600"))
SLOWNESS, TIMEOUT = 2.0, 5
MOST_LATE = 2.0  # seconds, at the 99th percentile
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nWelcome"


def rows() -> list[Row]:
    """How late a turn began, what it cost, and that nothing was left untold."""
    with tempfile.TemporaryDirectory(prefix="tenir-bench-") as name:
        folder = Path(name)
        with answering() as port:
            told = subprocess.run(
                [sys.executable, "-m", "benchmarks.probes", str(port), str(SECONDS)], text=True,
                env=of_demonstration(folder), stdout=subprocess.PIPE, check=True,
            ).stdout  # fmt: skip
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    if found["late_99"] > MOST_LATE or found["untold"] or found["wrong"]:
        raise RuntimeError(f"the worker did not keep up: {found}")
    said = f"{TARGETS:,} targets every {INTERVAL} s for {SECONDS} s"
    return [
        fact(f"{said}: a turn begins late, 99th percentile", 1000 * found["late_99"], "ms"),
        fact(f"{said}: at the worst", 1000 * found["late_most"], "ms"),
        fact(f"{said}: known to the database after, 99th percentile", found["kept_99"], "s"),
        fact(f"{said}: processor, a probe ({found['turns']:.0f} of them)",
             1000 * found["cpu"] / found["turns"], "ms"),
    ]  # fmt: skip


def fact(name: str, value: float, unit: str) -> Row:
    """A figure without a peer."""
    return Row(name=name, value=float(f"{value:.3g}"), unit=unit, peer=None, peer_value=None,
               ratio=None)  # fmt: skip


@contextmanager
def answering() -> Iterator[int]:
    """What is probed, in a process of its own."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.probes"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait()


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """`/7/slow` answers late, `/7/dead` never."""
    try:
        asked = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1]
        if asked.endswith(b"dead"):
            await reader.read()
            return
        if asked.endswith(b"slow"):
            await asyncio.sleep(SLOWNESS)
        writer.write(ANSWER)
        await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def serve() -> None:
    """Until told to end."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def address(port: int, number: int) -> str:
    """Where a target is: slow ones and dead ones are spread over all."""
    how = "dead" if number % DEAD_ONE_IN == 1 else "slow" if number % SLOW_ONE_IN == 0 else "well"
    return f"http://127.0.0.1:{port}/{number}/{how}"


def probe(port: int, seconds: int) -> None:
    """The worker, for so long; what it cost is printed as JSON."""
    import django

    django.setup()
    build(TARGETS, kind="http", timeout=TIMEOUT, silence=5 * INTERVAL,
          address=lambda number: address(port, number), asked={"text": "Welcome"})  # fmt: skip
    from tenir import clock
    from tenir.integrations.probes.prober import Prober
    from tenir.integrations.probes.reaching import Reach

    prober = Prober("", Reach.of(["127.0.0.0/8"]), clock.now)
    stop, begun = threading.Event(), time.process_time()
    threading.Timer(seconds, stop.set).start()
    asyncio.run(prober.run(stop))
    print(json.dumps(_told(prober, time.process_time() - begun)))


def _told(prober: Any, cpu: float) -> dict[str, float]:
    """The figures; `wrong` is how many targets are not what they were made to be."""
    lags, kept = sorted(prober.lags), sorted(prober.delays)
    return {
        "turns": len(lags), "late_99": lags[int(len(lags) * 0.99)], "late_most": lags[-1],
        "kept_99": kept[int(len(kept) * 0.99)], "untold": len(prober.words), "cpu": cpu,
        "wrong": _wrong(),
    }  # fmt: skip


def _wrong() -> int:
    from tenir.apps.availability.queries import spells
    from tenir.viewer import SYSTEM

    told = spells(SYSTEM).values_list("target__address", "state")
    return sum((state == 3) != where.endswith("dead") for where, state in told)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        probe(int(sys.argv[1]), int(sys.argv[2]))
    else:
        asyncio.run(serve())
