"""A program called: one signed request, to one public address, within a time limit."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import httpx
from django.core.serializers.json import DjangoJSONEncoder

from tenir.apps.notices.queries import Attempt, Notice, Outcome, endpoint_of
from tenir.apps.notices.services import Answer, secrets_of
from tenir.integrations.webhooks import signing
from tenir.integrations.webhooks.addresses import NotPublic, target_of

TIME_LIMIT = 15.0  # seconds, from the name's resolution to the end of what is read
LONGEST_READ = 2000  # bytes of the answer
LONGEST_WAIT = timedelta(days=1)
GONE = 410


class Programs:
    """The programs called in one run; one that failed, or is spared, is called no more in it."""

    def __init__(self, *, loopback: bool, time_limit: float = TIME_LIMIT) -> None:
        self.loopback = loopback
        self.time_limit = time_limit
        self.left: set[int] = set()

    def spared(self, notice: int) -> bool:
        """Whether the program of that notice is left alone for the rest of this run."""
        return bool(self.left) and endpoint_of(notice) in self.left

    def spare(self, attempt: Attempt) -> None:
        """Leaves the program of that attempt alone for the rest of this run."""
        if attempt.notice.endpoint_id is not None:
            self.left.add(attempt.notice.endpoint_id)

    def call(self, attempt: Attempt, *, at: datetime) -> Answer:
        """Tells the program of one notice; what it answered."""
        endpoint = attempt.notice.endpoint
        if endpoint is None or not (secrets := secrets_of(endpoint, at=at)):
            return Answer(Outcome.LATER, "no secret can be read: was TENIR_SECRET_KEY changed?")
        body = payload(attempt.notice)
        headers = {
            **signing.headers(attempt.notice.message_id, body, secrets=secrets, at=at),
            "content-type": "application/json",
            "user-agent": "Tenir",
        }
        answer = asyncio.run(
            post(attempt.address, body, headers, loopback=self.loopback, limit=self.time_limit)
        )
        if answer.outcome != Outcome.ACCEPTED:
            self.spare(attempt)
        return answer


def payload(notice: Notice) -> bytes:
    """What a program is told: the same bytes at each attempt."""
    told: dict[str, Any] = {
        "id": notice.message_id, "kind": notice.kind, "at": notice.owed_at,
        "subject": notice.subject, "clauses": notice.clauses, "values": notice.values,
    }  # fmt: skip
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


async def post(
    url: str, body: bytes, headers: dict[str, str], *, loopback: bool, limit: float
) -> Answer:
    """One request: no redirect is followed, no proxy asked, and little of the answer read."""
    try:
        async with asyncio.timeout(limit):
            target = await target_of(url, loopback=loopback)
            async with httpx.AsyncClient(
                trust_env=False, follow_redirects=False, timeout=limit
            ) as client:
                request = client.build_request(
                    "POST", target.pinned, content=body,
                    headers={**headers, "host": target.named},
                    extensions={"sni_hostname": target.host},
                )  # fmt: skip
                answer = await client.send(request, stream=True)
                try:
                    return _answered(answer, await _read(answer))
                finally:
                    await answer.aclose()
    except NotPublic as refused:
        return Answer(Outcome.LATER, f"not called: {refused}")
    except TimeoutError:
        return Answer(Outcome.LATER, f"no answer in {limit:g} s")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, LookupError, ValueError) as error:
        return Answer(Outcome.LATER, f"{type(error).__name__}: {error}")


async def _read(answer: httpx.Response) -> str:
    read = b""
    async for piece in answer.aiter_raw():
        read += piece
        if len(read) >= LONGEST_READ:
            break
    return read[:LONGEST_READ].decode("utf-8", "replace")


def _answered(answer: httpx.Response, words: str) -> Answer:
    said = f"{answer.status_code} {words}".strip()
    if 200 <= answer.status_code < 300:
        return Answer(Outcome.ACCEPTED, said)
    if answer.status_code == GONE:
        return Answer(Outcome.REFUSED, said)
    return Answer(Outcome.LATER, said, wait=_wait(answer.headers.get("retry-after", "")))


def _wait(asked: str) -> timedelta:
    """How long the receiver asks us to wait, at most a day."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return timedelta()
    return min(timedelta(seconds=int(asked)), LONGEST_WAIT)
