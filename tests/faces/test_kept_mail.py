"""Mail that joined no request, as an agent sees to it: shown as plain text, placed, settled."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from django.urls import reverse

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.support.models import Entry, KeptMail
from tenir.apps.support.services import keep_mail, restrict
from tests.cast import Cast
from tests.faces.test_deeds import as_, post
from tests.faces.test_pages import cast

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def kept(cast: Cast) -> KeptMail:
    return KeptMail.objects.get(pk=cast.things["mail"])


def test_the_list_says_why_each_is_kept_and_who_says_that_they_wrote_it(cast: Cast) -> None:
    """Clause: 7.1."""
    page = as_(cast, "sam").get(reverse("console:kept-mail")).content.decode()
    assert "eve@example.org" in page
    assert "Tries to open a request by mail" in page
    narrowed = reverse("console:kept-mail") + "?reason=requests.mail_opens&by=machines"
    assert "eve@example.org" not in as_(cast, "sam").get(narrowed).content.decode()


def test_its_words_join_a_request_inside_and_it_waits_no_more(cast: Cast) -> None:
    """Clause: 7.1, 7.12."""
    key = cast.things["request"]
    page = post(cast, "sam", "console:kept-mail-place", request=f"DA-{key:06}")
    assert "as an internal note" in page.content.decode()
    entry = Entry.objects.get(request=key, what="noted")
    assert "Mail from eve@example.org" in entry.text
    assert "It does not start" in entry.text
    alice = as_(cast, "alice").get(reverse("portal:request", args=[key])).content.decode()
    assert "It does not start" not in alice
    assert kept(cast).settled_because == f"joined request {kept(cast).request}"
    post(cast, "sam", "console:kept-mail-place", request=str(key))
    assert Entry.objects.filter(request=key, what="noted").count() == 1


@pytest.mark.parametrize("number", ["999999", "restricted"])
def test_a_number_that_leads_nowhere_is_told_beside_it(cast: Cast, number: str) -> None:
    """Clause: 7.1, 10.5."""
    if number == "restricted":
        restrict(cast.things["request"], actor=cast.sofia, at=clock.now())
        number = f"DA-{cast.things['request']:06}"
    at = reverse("console:kept-mail-place", args=[kept(cast).pk])
    answer = as_(cast, "sam").post(at, {"request": number, "whole": "1"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'value="{number}"' in page
    assert 'class="invalid-feedback' in page
    assert kept(cast).settled_at is None


def test_its_files_are_kept_with_its_words_and_one_that_is_refused_is_named(cast: Cast) -> None:
    """Clause: 7.1, 7.12."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "eve@example.org", "support@x.test", "Logs"
    letter.set_content("")
    letter.add_attachment(b"a;b\n1;2\n", maintype="text", subtype="csv", filename="log.csv")
    letter.add_attachment(b"MZ" + bytes(90), maintype="image", subtype="png", filename="run.png")
    mail = keep_mail(bytes(letter), reason="requests.mail_opens", title="Logs", at=clock.now())
    key = cast.things["request"]
    at = reverse("console:kept-mail-place", args=[mail.pk])
    as_(cast, "sam").post(at, {"request": str(key), "whole": "1"})
    entry = Entry.objects.get(request=key, what="noted")
    (log,) = entry.documents.all()
    assert (log.filename, log.audience) == ("log.csv", "staff")
    assert "run.png" in entry.text
    assert "log.csv" not in entry.text
    mail.refresh_from_db()
    assert mail.settled_at


def test_one_is_seen_to_with_what_was_done(cast: Cast) -> None:
    """Clause: 7.1."""
    assert post(cast, "sam", "console:kept-mail-settle", because=" ").status_code == 400
    post(cast, "sam", "console:kept-mail-settle", because="Advertising")
    sam, at = as_(cast, "sam"), reverse("console:kept-mail")
    assert "eve@example.org" not in sam.get(at).content.decode()
    assert "eve@example.org" in sam.get(f"{at}?state=seen").content.decode()
    page = sam.get(reverse("console:kept-mail-one", args=[kept(cast).pk])).content.decode()
    assert "Advertising" in page
    assert "Put it into a request" not in page


def test_who_places_what_a_colleague_has_seen_to_meanwhile_is_told_so(cast: Cast) -> None:
    """Clause: 7.1."""
    post(cast, "sam", "console:kept-mail-settle", because="Advertising")
    at = reverse("console:kept-mail-place", args=[kept(cast).pk])
    answer = as_(cast, "sam").post(at, {"request": str(cast.things["request"]), "whole": "1"})
    assert "seen to otherwise already" in answer.content.decode()
    assert not Entry.objects.filter(request=cast.things["request"], what="noted").exists()


def test_what_a_mail_carries_is_told_as_text_and_never_runs(cast: Cast) -> None:
    raw = b"Subject: <script>x</script>\r\n\r\n<img src=x onerror=alert(1)>\x07\x1b[2J"
    hostile = keep_mail(raw, reason="requests.mail_unreadable", text="<b>x</b>", at=clock.now())
    sam, at = as_(cast, "sam"), reverse("console:kept-mail-one", args=[hostile.pk])
    assert "&lt;b&gt;x&lt;/b&gt;" in sam.get(at).content.decode()
    page = sam.get(f"{at}?source=1").content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert not {"\x07", "\x1b", "<script>x"} & {each for each in page if not each.isprintable()}
    file = sam.get(reverse("console:kept-mail-file", args=[hostile.pk]))
    assert (file.content, file["Content-Type"]) == (raw, "application/octet-stream")
    assert file["Content-Disposition"].startswith("attachment")


def test_who_may_not_see_a_request_sees_and_places_no_mail_about_it(cast: Cast) -> None:
    """Clause: 10.5."""
    key = cast.things["request"]
    KeptMail.objects.update(request=key)
    restrict(key, actor=cast.sofia, at=clock.now())
    other = {"request": str(key)}
    at = reverse("console:kept-mail-place", args=[kept(cast).pk])
    assert as_(cast, "sam").post(at, other).status_code == 404
    assert kept(cast).settled_at is None
    assert "Kept mail" in as_(cast, "sofia").get("/console/requests/").content.decode()
    assert "Kept mail" not in as_(cast, "olga").get("/console/requests/").content.decode()
