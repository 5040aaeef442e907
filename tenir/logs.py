"""Logs as data: a line of JSON or of text for each event, with its request, without people.

A line names routes (`account/password/reset/key/<key>/`), never addresses as they were asked, for
these may carry a token; what looks like an e-mail address, or a password inside a URL, is struck
out of messages and tracebacks.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
PASSWORD_IN_URL = re.compile(r"(?<=://)[^\s/@]*:[^\s/@]*@")
VALUES_OF_ROWS = re.compile(r"(?m)^DETAIL:.*$")  # PostgreSQL quotes the row that it refuses
BARE = re.compile(r"(?i)\b(token|key|secret|password|signature|code)=[^\s&'\"]+")


def scrubbed(text: str) -> str:
    """The text without addresses, passwords or rows."""
    text = PASSWORD_IN_URL.sub("…@", text)
    text = MAIL.sub("…@…", VALUES_OF_ROWS.sub("DETAIL: …", text))
    return BARE.sub(r"\1=…", text)


def logging_settings(kind: str) -> dict[str, Any]:
    """Django's LOGGING: one handler, the standard error; the service manager keeps the lines."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*shared, _routed],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _scrub,
            _renderer(kind),
        ],
    }
    quiet = {"level": "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"tenir": formatter},
        "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "tenir"}},
        "root": {"handlers": ["errors"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR"},  # each request has a line of our own
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
            "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "httpx": quiet,  # it logs whole addresses
            "httpcore": quiet,
            "botocore": quiet,
        },
    }


def _renderer(kind: str) -> Processor:
    if kind == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    return structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)


def _routed(logger: Any, name: str, event: EventDict) -> EventDict:  # noqa: ARG001  structlog's
    """Django's own records quote the address asked for: the route says enough.

    Of what strangers bring about at will, as a host that is not ours, no traceback is kept.
    """
    record: logging.LogRecord | None = event.get("_record")
    request = getattr(record, "request", None)
    if record is not None and record.name.startswith("django.security."):
        event.pop("exc_info", None)
    if record is not None and request is not None and hasattr(request, "method"):
        event["event"] = re.split(r"[:(]", str(record.msg), maxsplit=1)[0].strip()
        event["route"] = route_of(request)
    return event


def route_of(request: Any) -> str:
    """The pattern that the request met; nothing of what filled it in."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "-"


def _scrub(logger: Any, name: str, event: EventDict) -> EventDict:  # noqa: ARG001  structlog's
    return {k: scrubbed(value) if isinstance(value, str) else value for k, value in event.items()}
