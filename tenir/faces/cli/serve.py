"""`tenir serve`: the pages, by gunicorn."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from tenir.faces.cli.platform import django_ready, refused, schema_ready

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes. Default: one a core, and one more.")
    ] = (os.cpu_count() or 1) + 1,
    threads: Annotated[int, typer.Option(min=1, help="Threads of each process.")] = 4,
) -> None:
    """Serve the pages until told to stop; refuses a database whose tables are behind."""
    django_ready()
    schema_ready()
    free_port(host, port)
    from django.conf import settings  # noqa: PLC0415  after Django is loaded
    from django.db import connections  # noqa: PLC0415

    if not Path(settings.STATIC_ROOT, "staticfiles.json").is_file() and not _plain_static():
        refused(
            "les feuilles de style ne sont pas rassemblées. Lancez `tenir migrate`.",
            "the style sheets are not gathered. Run `tenir migrate`.",
        )
    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()  # a pool does not survive the fork of workers
    _gunicorn(f"{host}:{port}", workers=workers, threads=threads)


def _plain_static() -> bool:
    from django.conf import settings  # noqa: PLC0415  after Django is loaded

    return "Manifest" not in settings.STORAGES["staticfiles"]["BACKEND"]


def free_port(host: str, port: int) -> None:
    """Say that a port is taken before anything starts."""
    import socket  # noqa: PLC0415

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            refused(
                f"{host}:{port} n'est pas libre ({error.strerror}). Arrêtez qui l'occupe, ou"
                f" choisissez un autre port\u202f: --port {port + 1}.",
                f"{host}:{port} is not free ({error.strerror}). Stop what holds it, or choose"
                f" another port: --port {port + 1}.",
            )


def _gunicorn(bind: str, *, workers: int, threads: int) -> None:
    from django.conf import settings  # noqa: PLC0415  after Django is loaded
    from gunicorn.app.base import (  # type: ignore[import-untyped]  # noqa: PLC0415
        BaseApplication,
    )

    class Pages(BaseApplication):  # type: ignore[misc]  # the library has no types
        def load_config(self) -> None:
            shared = Path("/dev/shm")  # a heartbeat on a slow disk would look like a dead worker
            for name, value in {
                "bind": bind,
                "workers": workers,
                "threads": threads,
                "worker_class": "gthread",
                "worker_tmp_dir": str(shared) if shared.is_dir() else None,
                "preload_app": True,
                "timeout": 60,
                "graceful_timeout": 30,
                "control_socket_disable": True,
                "proc_name": "tenir",
                "logconfig_dict": settings.LOGGING,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from tenir.wsgi import application  # noqa: PLC0415  its import loads every page

            return application

    Pages().run()
