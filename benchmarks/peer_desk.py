"""django-helpdesk, measured as the desk is: run by a Python of its own (desk.py).

    python peer_desk.py FOLDER TICKETS PROCESSES SECONDS

A SQLite file in FOLDER, a queue, TICKETS open tickets; then JSON: the processor's
milliseconds of a ticket opened through its public form, those of its list of tickets (the page,
then the rows that its script asks for), and how many a second the processes open.
"""

import json
import logging
import multiprocessing
import sys
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

OPENED, LOOKED = 60, 15
APPS = (
    "auth", "contenttypes", "sessions", "sites", "admin", "messages", "staticfiles", "humanize",
)  # fmt: skip


def configure(folder):
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="of a benchmark", ALLOWED_HOSTS=["*"], DEBUG=False, SITE_ID=1, USE_TZ=True,
        ROOT_URLCONF="helpdesk_urls", MEDIA_ROOT=str(folder / "media"), STATIC_URL="/static/",
        LOGIN_URL="/login/", EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField", HELPDESK_TEAMS_MODE_ENABLED=False,
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in APPS),
                        "django_cleanup", "rest_framework", "helpdesk"],
        DATABASES={"default": {
            "ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "helpdesk.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20,
                        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL"},
        }},
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]},
        }],
    )  # fmt: skip
    from types import ModuleType

    urls = ModuleType("helpdesk_urls")
    sys.modules["helpdesk_urls"] = urls
    django.setup()
    from django.contrib import admin
    from django.urls import include, path

    urls.urlpatterns = [path("admin/", admin.site.urls), path("", include("helpdesk.urls"))]
    logging.disable(logging.WARNING)


def build(tickets):
    from datetime import UTC, datetime

    from django.contrib.auth.models import User
    from django.core.management import call_command
    from helpdesk.models import Queue, Ticket

    call_command("migrate", verbosity=0)
    User.objects.create_superuser("sam", "sam@example.org", "a password")
    queue = Queue.objects.create(
        title="Support", slug="support", allow_public_submission=True,
        new_ticket_cc="agents@example.org",
    )  # fmt: skip
    now = datetime(2026, 11, 24, tzinfo=UTC)
    Ticket.objects.bulk_create(
        (
            Ticket(
                title=f"The export stops ({n})", queue=queue, created=now, modified=now, status=1,
                submitter_email="bob@example.org", description="It stops half-way",
                priority=1 + n % 5, secret_key="of it",
            )
            for n in range(tickets)
        ),
        batch_size=5000,
    )  # fmt: skip
    return queue.pk


def opened(browser, queue):
    answer = browser.post("/tickets/submit/", {
        "queue": queue, "title": "The export stops", "body": "It stops half-way: error 500",
        "priority": 1, "submitter_email": "bob@example.org", "due_date": "",
    })  # fmt: skip
    assert answer.status_code == 302, answer.content[-2000:]


def timed(work):
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def busy(queue, seconds, told):
    from django.db import connection
    from django.test import Client

    connection.close()
    browser, count = Client(), 0
    opened(browser, queue)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        opened(browser, queue)
        count += 1
    told.put(count / seconds)


def main(folder, tickets, processes, seconds):
    configure(folder)
    import django
    from django.contrib.auth.models import User
    from django.test import Client

    django.test.utils.setup_test_environment(debug=False)
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    queue, browser, agent = build(tickets), Client(), Client()
    agent.force_login(User.objects.get())
    opened(browser, queue)
    opening = [timed(lambda: opened(browser, queue)) for _ in range(OPENED)]
    page = [timed(lambda: seen(agent, "/tickets/")) for _ in range(LOOKED)][1:]
    rows = [timed(lambda: seen(agent, rows_address(agent))) for _ in range(LOOKED)][1:]
    told = multiprocessing.get_context("fork").Queue()
    workers = [multiprocessing.get_context("fork").Process(target=busy, args=(queue, seconds, told))
               for _ in range(processes)]  # fmt: skip
    for worker in workers:
        worker.start()
    rate = sum(told.get() for _ in workers)
    for worker in workers:
        worker.join()
    print(json.dumps({"opening": median(opening), "page": median(page), "rows": median(rows),
                      "rate": rate}))  # fmt: skip


def seen(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


_known = {}


def rows_address(browser):
    """Where the page's script asks for its first rows."""
    if not _known:
        query = browser.get("/tickets/").context["urlsafe_query"]
        asked = {"draw": 1, "start": 0, "length": 25, "search[value]": "", "order[0][column]": 0,
                 "order[0][dir]": "asc"}  # fmt: skip
        _known["at"] = f"/datatables_ticket_list/{query}?{urlencode(asked)}"
    return _known["at"]


if __name__ == "__main__":
    place = Path(sys.argv[1])
    main(place, *(int(word) for word in sys.argv[2:5]))
