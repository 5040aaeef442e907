"""Many deliverers at once, and deliverers killed: nothing lost, nothing twice without a trace."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tenir.apps.notices.models import Attempt, Notice, State
from tenir.apps.notices.queries import possibly_doubled
from tenir.apps.notices.services import Recipient, owe
from tenir.integrations.mail.delivery import deliver
from tenir.integrations.mail.transport import transport_of
from tenir.viewer import SYSTEM
from tests.integrations.mail_servers import Post, running
from tests.warm import Warm

MONDAY = datetime.fromisoformat("2026-01-05T09:00:00+00:00")
HOUR = timedelta(hours=1)
TO_SAY = {"address": "x@y.example", "because": "550", "title": "t", "since": MONDAY}
DELIVER = """
import sys, django
django.setup()
from datetime import datetime
from tenir.integrations.mail.delivery import deliver
deliver(datetime.fromisoformat(sys.argv[1]))
"""


def owe_many(count: int) -> None:
    to = [Recipient(None, f"desk{n}@martin.example", "fr") for n in range(count)]
    owe("notices.unreachable", key="many", to=to, subject="", values=TO_SAY, actor=SYSTEM,
        at=MONDAY)  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_four_deliverers_at_once_send_each_notice_once() -> None:
    owe_many(40)
    wrong: list[BaseException] = []
    start = threading.Barrier(4)

    def run(url: str) -> None:
        try:
            start.wait()
            deliver(MONDAY, transport=transport_of(url))
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    with running(Post()) as post:
        threads = [threading.Thread(target=run, args=(post.url,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong
    assert Counter(Counter(post.ids).values()) == {1: 40}
    assert Attempt.objects.count() == 40
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db(transaction=True)
def test_a_deliverer_killed_at_any_point_leaves_every_notice_accounted_for(
    tmp_path: Path, warm: Warm
) -> None:
    dice, kills = random.Random(3), 4
    owe_many(60)
    with running(Post()) as post:
        for number in range(kills):
            at = MONDAY + number * HOUR
            after, pause = len(post.accepted) + 3, dice.random() / 100
            _killed(warm, at, post, tmp_path, after=after, pause=pause)
        killed_in = Notice.objects.filter(state=State.SENDING).count()
        for number in range(kills, kills + 2):
            deliver(MONDAY + number * HOUR, transport=transport_of(post.url))
    received = Counter(post.ids)
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
    assert set(received) == set(Notice.objects.values_list("message_id", flat=True))
    doubled = {id for id, times in received.items() if times > 1}
    shown = set(possibly_doubled(SYSTEM).values_list("message_id", flat=True))
    assert doubled <= shown, "a message sent twice is told of"
    assert len(shown) <= kills, "one a crash at most"
    assert max(received.values()) <= 2
    assert killed_in <= 1, "what the earlier ones left was taken back meanwhile"


def _killed(
    warm: Warm, at: datetime, post: Post, folder: Path, *, after: int, pause: float
) -> None:
    """A deliverer in its own process, killed once the server has accepted that many."""
    with (folder / "log").open("a") as log:
        worker = warm.started(
            ["-c", DELIVER, at.isoformat()], cwd=folder, log=log.fileno(),
            environment={
                **_plain(), "DJANGO_SETTINGS_MODULE": "tenir.settings",
                "TENIR_MODE": "demonstration", "TENIR_DATA": str(folder),
                "TENIR_DATABASE_URL": _database_url(), "TENIR_MAIL_URL": post.url,
            },
        )  # fmt: skip
    waited_until = time.monotonic() + 20
    while worker.poll() is None and len(post.accepted) < after:
        assert time.monotonic() < waited_until
        time.sleep(0.0005)
    time.sleep(pause)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(20) == -signal.SIGKILL, "it ended before it was killed"


def _plain() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("TENIR_")}


def _database_url() -> str:
    """The tests' database, for another process."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    user, password = quote(str(held["USER"])), quote(str(held["PASSWORD"]))
    return f"postgresql://{user}:{password}@{held['HOST']}:{held['PORT']}/{held['NAME']}"
