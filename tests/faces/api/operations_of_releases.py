"""The operations about versions handed to clients, with arguments that suit them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.faces.api.sample import Sample, given, key, one, speakers_alone, whole
from tests.stories.rules import client, only


def samples() -> Iterator[Sample]:
    """Every operation at least once."""
    yield whole("list_validations")
    yield one("read_validation", client, key(id="validation"))
    yield whole(
        "make_version_available", only("rita", "adam"), path=given(key="drive", number="5.2"),
        told=given(),
    )  # fmt: skip
    yield one("validate_version", speakers_alone, key(id="validation"))
    withdrawn = given(because="It loses accents")
    yield whole(
        "withdraw_version", only("rita", "adam"), path=given(key="drive", number="5.2"),
        told=withdrawn,
    )  # fmt: skip
    refused = given(because="The exports lose their accents")
    yield one("refuse_version", speakers_alone, key(id="validation"), told=refused)
