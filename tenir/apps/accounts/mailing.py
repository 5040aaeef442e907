"""The messages of the sign-in pages: sent beside the request that causes them.

A mail server that is slow or down keeps nobody waiting, and how long an answer takes tells no one
whether an account exists. A message that is lost with its process is asked for again.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import structlog
from django.core.mail import EmailMessage

log = structlog.get_logger("tenir.accounts")


def send_beside(message: EmailMessage, *, template: str) -> None:
    """Hands a message to the mail server in a thread of its own."""
    beside(lambda: _hand_over(message, template))


def beside(act: Callable[[], None]) -> None:
    """Does it in a thread of its own."""
    Thread(target=act, name="account-mail").start()


def _hand_over(message: EmailMessage, template: str) -> None:
    try:
        message.send()
    except OSError as error:
        log.warning("mail_not_sent", template=template, error=type(error).__name__)
