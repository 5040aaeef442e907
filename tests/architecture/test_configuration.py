"""The settings: each on its page, every fault told at once, no secret ever."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tenir.configuration import FaultyConfiguration, configuration
from tenir.databases import database
from tenir.mail import mail_server
from tenir.storages import storage
from tenir.variables import MISSING, VARIABLES

CHECKOUT = Path(__file__).parents[2]
KEY = "hemlig-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ"
GOOD = {
    "TENIR_SECRET_KEY": KEY,
    "TENIR_URL": "https://tenir.example.org",
    "TENIR_MAIL_URL": "smtp://name:hemlig@mail.example.org:587",
    "TENIR_MAIL_FROM": "Tenir <tenir@example.org>",
}


def faults(changed: Mapping[str, str], **rest: str) -> list[str]:
    """What is said of those settings, in English unless LANG says otherwise."""
    with pytest.raises(FaultyConfiguration) as raised:
        configuration({**GOOD, **changed, **rest})
    return str(raised.value).split("\n")


def test_the_page_lists_every_variable_and_no_other() -> None:
    page = (CHECKOUT / "docs/operations/settings.md").read_text()
    listed = re.findall(r"^\| `TENIR_([A-Z_]+)` \|", page, re.M)
    assert listed == list(VARIABLES)
    required = re.findall(r"^\| `TENIR_([A-Z_]+)` \| none: required", page, re.M)
    assert required == [name for name, variable in VARIABLES.items() if variable.required]
    assert MISSING.keys() == set(required)


def test_the_page_names_the_secrets() -> None:
    page = (CHECKOUT / "docs/operations/settings.md").read_text()
    told = re.search(r"Secret ones \((.*?)\) may", page, re.S)
    assert told is not None
    assert re.findall(r"TENIR_([A-Z_]+)", told[1]) == [
        name for name, variable in VARIABLES.items() if variable.secret
    ]


def test_production_starts_with_the_four_that_it_needs() -> None:
    found = configuration(GOOD)
    assert found.url == "https://tenir.example.org"
    assert found.proxies == 1
    assert found.log == "json"
    assert found.database_url == "sqlite:////var/lib/tenir/tenir.sqlite3"


def test_nothing_given_names_all_that_is_missing_at_once() -> None:
    with pytest.raises(FaultyConfiguration) as raised:
        configuration({})
    assert [fault.variable for fault in raised.value.faults] == [
        "TENIR_SECRET_KEY", "TENIR_URL", "TENIR_MAIL_URL", "TENIR_MAIL_FROM",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MODE", "prod", "no mode"),
        ("SECRET_KEY", "short", "too short"),
        ("SECRET_KEY", "a" * 60, "too simple"),
        ("OLD_SECRET_KEYS", f"{KEY} short", "too short"),
        ("URL", "tenir.example.org", "no address"),
        ("URL", "https://tenir.example.org:port", "no address"),
        ("URL", "https://tenir.example.org/here", "Take the rest away"),
        ("URL", "http://tenir.example.org", "in the clear"),
        ("DATA", "here", "from the root"),
        ("DATA", "/dev/null", "no folder"),
        ("DATABASE_URL", "mysql://h/x", "no database's address"),
        ("DATABASE_URL", "sqlite:///relative", "four slashes"),
        ("DATABASE_URL", "postgresql://h/x?sslmod=require", "Known: sslmode"),
        ("DATABASE_URL", "postgresql://h/x?pool=some", "PgBouncer"),
        ("DATABASE_URL", "postgresql://n:p@hemlig/w@h/x", "%40 for @"),
        ("DATABASE_URL", "postgresql://n@h/x#hemlig", "%23 for #"),
        ("MAIL_URL", "mail.example.org", "no server's address"),
        ("MAIL_URL", "smtp://h?starttls=perhaps", "starttls=no"),
        ("MAIL_URL", "file:///mail", "reach nobody"),
        ("MAIL_URL", "smtp://n:hemlig@h?starttls=no", "in the clear"),
        ("MAIL_FROM", "Tenir", "no address"),
        ("MAILBOX", "imap.example.org", "no mailbox"),
        ("MAILBOX", "imap://n:hemlig@mail.example.org", "in the clear"),
        ("DOCUMENTS", "here", "from the root"),
        ("DOCUMENTS", "/dev/null", "no folder"),
        ("DOCUMENTS", "s3://key:hemlig@bucket", "AWS_ACCESS_KEY_ID"),
        ("DOCUMENTS", "s3://bucket?zone=x", "Known: endpoint"),
        ("CLAMAV", "localhost", "host:port"),
        ("STATUS_FILES", "status", "from the root"),
        ("PROXIES", "-1", "how many proxies"),
        ("PROXIES", "0", "nobody decrypts"),
        ("LOG", "xml", "json or text"),
        ("METRICS_TOKEN", "short", "fewer than 20"),
        ("SECRET", "x", "Did you mean TENIR_SECRET_KEY?"),
        ("SOMETHING_ELSE", "x", "settings.md"),
        ("MAIL_URL_FILE", "/nowhere", "cannot be read"),
    ],
)
def test_a_fault_says_the_variable_what_is_wrong_and_what_to_do(
    name: str, value: str, says: str
) -> None:
    told = faults({f"TENIR_{name}": value})
    assert any(line.startswith(f"TENIR_{name}: ") and says in line for line in told)
    assert "hemlig" not in "\n".join(told)


@pytest.mark.parametrize("missing", ["storages", "boto3"])
def test_a_bucket_is_refused_where_what_it_takes_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr("tenir.storages.find_spec", lambda name: None if name == missing else name)
    (told,) = faults({"TENIR_DOCUMENTS": "s3://bucket"})
    assert "Install requirements/s3.txt" in told


def test_faults_are_told_in_the_language_of_the_terminal() -> None:
    (told,) = faults({"TENIR_LOG": "xml"}, LANG="fr_FR.UTF-8")
    assert told == "TENIR_LOG\u202f: écrivez json ou text."


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    given = {**GOOD, "TENIR_SECRET_KEY": "", "TENIR_SECRET_KEY_FILE": str(tmp_path / "key")}
    assert configuration(given).secret_key == KEY


def test_what_is_printed_of_the_settings_holds_no_secret() -> None:
    found = configuration(GOOD)
    assert "hemlig" not in repr(found)
    assert "hemlig" not in repr(mail_server(found.mail_url))


def test_a_demonstration_makes_its_own_secret_once(tmp_path: Path) -> None:
    given = {"TENIR_MODE": "demonstration", "TENIR_DATA": str(tmp_path / "demo")}
    first, second = configuration(given), configuration(given)
    assert first.secret_key == second.secret_key
    assert (tmp_path / "demo/secret").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "demo").stat().st_mode & 0o777 == 0o700  # a copy put back there on trial
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["secret"]


def test_the_tests_own_variables_are_let_through() -> None:
    assert configuration({**GOOD, "TENIR_THOROUGH": "1", "TENIR_TEST_DATABASE_URL": "x"})


@pytest.mark.parametrize(
    ("url", "tls", "port"),
    [
        ("smtps://n:p%40@h", "tls", 465),
        ("smtp://n:p%40@h:2525", "starttls", 2525),
        ("smtp://127.0.0.1:25", "", 25),
        ("smtp://h:25?starttls=no", "", 25),
    ],
)
def test_mail_goes_encrypted_unless_told_or_to_this_machine(url: str, tls: str, port: int) -> None:
    found = mail_server(url)
    assert (found.tls, found.port) == (tls, port)
    assert found.password in {"", "p@"}


def test_behind_pgbouncer_we_keep_no_pool_and_no_cursor() -> None:
    ours = database("postgresql://n:p%40@h:6432/tenir?sslmode=require&pool=no")
    assert ours["OPTIONS"] == {"sslmode": "require", "server_side_binding": True}
    assert ours["DISABLE_SERVER_SIDE_CURSORS"]
    assert ours["PASSWORD"] == "p@"
    pooled = database("postgresql://h/x?pool=3")["OPTIONS"]
    assert (pooled["pool"]["max_size"], pooled["prepare_threshold"]) == (3, 3)


def test_documents_go_to_a_bucket_where_one_is_named() -> None:
    found = storage("s3://tenir/documents?endpoint=https://s3.example.org&region=eu")
    assert found["OPTIONS"]["bucket_name"] == "tenir"
    assert found["OPTIONS"]["location"] == "documents"
    assert found["OPTIONS"]["endpoint_url"] == "https://s3.example.org"
    assert found["OPTIONS"]["region_name"] == "eu"
