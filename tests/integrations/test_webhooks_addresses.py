"""Webhooks never lead into our own network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tenir.apps.notices.endpoints import check_url
from tenir.apps.notices.rights import NoEndpoint
from tenir.integrations.webhooks import addresses
from tenir.integrations.webhooks.addresses import NotPublic, target_of
from tenir.integrations.webhooks.calling import post
from tenir.internet import is_public
from tests.integrations.programs import Program, listening


@pytest.fixture
def program() -> Iterator[Program]:
    with listening(Program()) as program:
        yield program


PRIVATE = (
    "127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1",
    "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1",
    "not an address",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_of_ours_is_called(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_addresses_of_the_internet_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "https://127.0.0.1/", "https://localhost/", "https://[::1]/",
     "https://169.254.169.254/latest/meta-data/", "https://2130706433/", "https://0x7f000001/",
     "https://127.1/", "https://user:pass@127.0.0.1/", "https:///x", "ftp://example.org/",
     "https://[::ffff:127.0.0.1]/", "https://[::1", "file:///etc/passwd"],
)  # fmt: skip
def test_no_url_leads_into_our_own_network(url: str) -> None:
    answer = asyncio.run(post(url, b"{}", {}, loopback=False, limit=2))
    assert answer.words.startswith("not called: "), answer


def test_a_name_that_leads_to_a_private_address_is_not_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def resolved(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.7"]

    monkeypatch.setattr(addresses, "_resolved", resolved)
    with pytest.raises(NotPublic, match=r"hook\.example leads to 10\.0\.0\.7"):
        asyncio.run(target_of("https://hook.example/"))


def test_a_name_is_resolved_once_and_that_address_is_called(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers otherwise the second time (DNS rebinding) leads nowhere new."""
    asked = []

    async def resolved(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    monkeypatch.setattr(addresses, "_resolved", resolved)
    monkeypatch.setattr(addresses, "LOOPBACK", ("hook.example",))
    url = program.url.replace("127.0.0.1", "hook.example")
    answer = asyncio.run(post(url, b"{}", {}, loopback=True, limit=2))
    assert answer.words == "200 thank you"
    assert asked == ["hook.example"]
    assert program.heard[0][0]["host"] == url.split("/")[2]


def test_no_proxy_of_the_environment_is_asked(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    answer = asyncio.run(post(program.url, b"{}", {}, loopback=True, limit=2))
    assert answer.words == "200 thank you"


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "https://10.0.0.1/", "https://u:p@example.org/", "https://",
     "https://example.org/#x", "https://example.org:99999/", "https://exa mple.org/",
     "https://example.org/\r\nHost: x", "https://éditions.example/", "https://x/" + "a" * 500],
)  # fmt: skip
def test_an_address_that_could_not_be_called_is_refused_when_given(url: str) -> None:
    with pytest.raises(NoEndpoint) as refused:
        check_url(url)
    assert refused.value.message("fr") != refused.value.message("en")
