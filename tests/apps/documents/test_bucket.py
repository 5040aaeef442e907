"""The same documents in an S3-compatible store: moto's server, on loopback."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from pytest_django import Settings

from tenir.apps.documents.queries import opened
from tenir.apps.documents.services import check, keep, sweep
from tenir.apps.documents.storage import place_of
from tenir.storages import storage
from tenir.viewer import SYSTEM
from tests.cast import Cast

MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = pytest.importorskip("moto.server", reason="the extra `s3` is not installed")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture(autouse=True)
def _bucket(endpoint: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    boto3 = pytest.importorskip("boto3")

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "tests")
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    client.create_bucket(Bucket="documents")
    where = f"s3://documents/tenir?endpoint={endpoint}&region=us-east-1"
    settings.STORAGES = {**settings.STORAGES, "default": storage(where)}


def test_a_document_is_kept_in_a_bucket_checked_and_swept(cast: Cast) -> None:
    made = keep(
        io.BytesIO(b"minutes\n"), filename="minutes.txt", title="Minutes", purpose="minutes",
        organisation=None, audience="staff", actor=SYSTEM, at=MARCH_2,
    )  # fmt: skip
    with opened(cast.sam, made.pk) as file:
        assert file.read() == b"minutes\n"
    later = datetime(2100, 1, 1, tzinfo=UTC)
    assert (sweep(later), check()) == (0, [])
    made.delete()
    came = default_storage.get_modified_time(place_of(made.digest))
    assert (sweep(came + timedelta(hours=1)), sweep(later)) == (0, 1)
