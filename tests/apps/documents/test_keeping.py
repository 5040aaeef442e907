"""Files kept, found again by whom they are for, withdrawn, swept and checked."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from pytest_django import DjangoAssertNumQueries, Settings

from tenir.apps.documents.models import Document
from tenir.apps.documents.queries import document, documents, opened, served
from tenir.apps.documents.services import Damaged, FileRefused, check, keep, sweep, withdraw
from tenir.apps.documents.storage import Disk, place_of
from tenir.apps.journal.queries import entries, personal_of
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer
from tests.apps.documents.files import png
from tests.cast import Cast

MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "tenir.apps.documents.storage.Disk",
            "OPTIONS": {"location": tmp_path / "documents"},
        },
    }


def kept(
    actor: Viewer = SYSTEM,
    content: bytes = b"minutes\n",
    *,
    organisation: int | None = None,
    audience: str = "staff",
    filename: str = "minutes.txt",
) -> Document:
    return keep(
        io.BytesIO(content), filename=filename, title="Minutes", purpose="minutes",
        organisation=organisation, audience=audience, subject="meeting/1", actor=actor, at=MARCH_2,
    )  # fmt: skip


def test_what_alice_sends_is_read_back_byte_for_byte(cast: Cast) -> None:
    made = kept(cast.alice, organisation=cast.martin.organisation_id, audience="client")
    with opened(cast.bob, made.pk) as file:
        assert file.read() == b"minutes\n"


READERS = {
    "everyone": "alice bob rose charlie sam olga rita anna fred sofia adam nobody",
    "client": "alice bob rose sam olga rita anna fred sofia adam",
    "staff": "sam olga rita anna fred sofia adam",
    "security": "sofia adam",
}


@pytest.mark.parametrize("audience", READERS)
def test_each_file_is_read_by_its_audience_and_nobody_else(cast: Cast, audience: str) -> None:
    made = kept(organisation=cast.martin.organisation_id, audience=audience)
    seen = []
    for name, who in cast.everyone:
        listed = made in documents(who) and made in documents(who, subject="meeting/1")
        for ask in (document, opened, served):
            if listed and ask is document:
                assert ask(who, made.pk) == made
            elif listed:
                found = ask(who, made.pk)
                getattr(found, "content", found).close()
            else:
                with pytest.raises(NotSeen):
                    ask(who, made.pk)
        seen += [name] * listed
    assert seen == READERS[audience].split()


def test_charlie_finds_nothing_of_martin_by_naming_it(cast: Cast) -> None:
    kept(organisation=cast.martin.organisation_id, audience="client")
    found = documents(cast.charlie, organisation=cast.martin.organisation_id)
    assert not found.exists()


def test_a_key_that_is_none_is_not_seen(cast: Cast) -> None:
    with pytest.raises(NotSeen):
        document(cast.adam, "not-a-key")


def test_who_may_send_what(cast: Cast) -> None:
    """Contacts send for their own client; staff for anyone; a reader and a stranger for nobody."""
    may = []
    for name, who in cast.everyone:
        try:
            kept(who, organisation=cast.martin.organisation_id, audience="client")
            may.append(name)
        except (NotAllowed, NotSeen):
            pass
    assert " ".join(may) == "alice bob sam olga rita anna fred sofia adam"
    with pytest.raises(NotAllowed):
        kept(cast.alice, organisation=cast.martin.organisation_id, audience="everyone")
    with pytest.raises(NotSeen):
        kept(cast.alice, audience="client")


def test_the_same_content_is_stored_once(cast: Cast) -> None:
    one, two = kept(), kept(filename="again.txt")
    assert one.digest == two.digest
    assert len(default_storage.listdir(one.digest[:2])[1]) == 1


def test_the_journal_tells_it_without_the_name(cast: Cast) -> None:
    made = kept(organisation=cast.martin.organisation_id, audience="client")
    (entry,) = entries(cast.alice, verb="documents.")
    assert (entry.subject, entry.after["digest"]) == (f"document/{made.pk}", made.digest)
    assert "minutes.txt" not in str(entry.after)
    assert personal_of(cast.adam, [entry.pk])[entry.pk]["filename"] == "minutes.txt"


def test_the_journal_of_a_client_does_not_tell_of_what_is_kept_from_it(cast: Cast) -> None:
    kept(organisation=cast.martin.organisation_id, audience="security")
    assert not entries(cast.alice).exists()


@pytest.mark.parametrize(("content", "key"), [(b"x" * 11, "large"), (b"", "empty")])
def test_too_much_and_nothing_are_refused(
    cast: Cast, settings: Settings, content: bytes, key: str
) -> None:
    settings.DOCUMENT_LARGEST = 10
    with pytest.raises(FileRefused) as refused:
        kept(content=content)
    assert refused.value.key == f"documents.{key}"
    assert not Document.objects.exists()


def test_a_refused_file_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(FileRefused):
        kept(content=b"MZ", filename="invoice.pdf")
    assert not entries(cast.adam).exists()
    assert not Path(default_storage.path("")).exists()


# --- served -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filename", "content", "how"),
    [
        ("a.png", png(), "inline"),
        ("a.txt", b"text", "inline"),
        ("a.csv", b"=1+1", "attachment"),
        ("a.json", b"{}", "attachment"),
        ("a.xml", b"<z/>", "attachment"),
    ],
)
def test_a_browser_shows_what_is_passive_and_saves_the_rest(
    cast: Cast, filename: str, content: bytes, how: str
) -> None:
    found = served(cast.sam, kept(content=content, filename=filename).pk)
    found.content.close()
    assert found.headers["Content-Disposition"].startswith(f"{how};")
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in found.headers["Content-Security-Policy"]
    assert "html" not in found.headers["Content-Type"]


def test_a_name_travels_as_rfc_6266_says(cast: Cast) -> None:
    found = served(cast.sam, kept(filename="été; 100 %.txt").pk)
    found.content.close()
    assert found.headers["Content-Disposition"] == (
        "inline; filename=\"_t__ 100 _.txt\"; filename*=UTF-8''%C3%A9t%C3%A9%3B%20100%20%25.txt"
    )


# --- withdrawn --------------------------------------------------------------------------------


def test_what_is_withdrawn_is_read_by_administrators_alone(cast: Cast) -> None:
    made = kept(organisation=cast.martin.organisation_id, audience="everyone")
    withdraw(made.pk, actor=cast.anna, at=MARCH_2)
    seen = [name for name, who in cast.everyone if made in documents(who)]
    assert seen == ["adam"]
    assert entries(cast.alice, verb="documents.document_withdrawn").count() == 1


def test_a_file_is_withdrawn_once_and_its_date_stays(cast: Cast) -> None:
    made = kept()
    withdraw(made.pk, actor=cast.adam, at=MARCH_2)
    again = withdraw(made.pk, actor=cast.adam, at=MARCH_2 + timedelta(days=1))
    assert again.withdrawn_at == MARCH_2
    assert entries(cast.adam, verb="documents.document_withdrawn").count() == 1


def test_who_may_withdraw(cast: Cast) -> None:
    may = []
    for name, who in cast.everyone:
        made = kept(organisation=cast.martin.organisation_id, audience="client")
        try:
            withdraw(made.pk, actor=who, at=MARCH_2)
            may.append(name)
        except (NotAllowed, NotSeen):
            pass
    assert may == ["anna", "sofia", "adam"]


# --- the bytes --------------------------------------------------------------------------------


def test_bytes_whose_transaction_failed_are_swept_a_day_later_and_no_sooner(cast: Cast) -> None:
    with pytest.raises(RuntimeError):
        _kept_and_undone()
    came = default_storage.get_modified_time(_only_file())
    assert sweep(came + timedelta(hours=23)) == 0
    assert sweep(came + timedelta(hours=25)) == 1
    assert check() == []


@transaction.atomic
def _kept_and_undone() -> None:
    kept()
    raise RuntimeError


def _only_file() -> str:
    (folder,) = default_storage.listdir("")[0]
    (name,) = default_storage.listdir(folder)[1]
    return f"{folder}/{name}"


def test_bytes_that_a_document_owns_are_never_swept(cast: Cast) -> None:
    made = kept()
    assert sweep(MARCH_2 + timedelta(days=10_000)) == 0
    assert default_storage.exists(place_of(made.digest))


def test_bytes_nobody_owned_any_more_are_young_again_once_sent_again(cast: Cast) -> None:
    with pytest.raises(RuntimeError):
        _kept_and_undone()
    made = kept()
    assert sweep(MARCH_2 + timedelta(days=10_000)) == 0
    assert check() == []
    assert default_storage.exists(place_of(made.digest))


def test_bytes_swept_between_their_writing_and_their_row_are_written_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swept(digest: str) -> None:
        default_storage.delete(place_of(digest))

    monkeypatch.setattr("tenir.apps.documents.keeping.hold", swept)
    made = kept()
    assert default_storage.exists(place_of(made.digest))


def test_a_missing_and_an_altered_file_are_told(cast: Cast) -> None:
    lost, spoilt, sound = kept(), kept(content=b"two"), kept(content=b"three")
    default_storage.delete(place_of(lost.digest))
    Path(default_storage.path(place_of(spoilt.digest))).write_bytes(b"twO")
    assert sorted(check(), key=lambda found: found.problem) == [
        Damaged(spoilt.digest, "altered", (str(spoilt.pk),)),
        Damaged(lost.digest, "missing", (str(lost.pk),)),
    ]
    assert sound.digest not in {found.digest for found in check(most=1)}


def test_a_file_that_changes_while_it_is_written_is_not_kept(cast: Cast, tmp_path: Path) -> None:
    disk = Disk(location=tmp_path / "own")
    with pytest.raises(OSError, match="try again"):
        disk.save(place_of("0" * 64), ContentFile(b"other"))
    assert not list((tmp_path / "own").glob("*/*"))


def test_a_list_of_files_is_one_question(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kept()
    viewer = cast.sam
    with django_assert_num_queries(1):
        list(documents(viewer))
