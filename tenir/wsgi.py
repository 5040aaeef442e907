"""What gunicorn runs."""

import gc
import os
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver

from tenir.arriving import whole_only

HERE = Path(__file__).parent


def read_pages() -> None:
    """Reads every address, its code and its template, which Django would do at the first request.

    A worker that reads them alone shares none of it, and looks through all of it for cycles.
    """
    import_module(settings.ROOT_URLCONF)
    get_resolver().reverse_dict  # noqa: B018  reading it makes it
    for folder in (HERE / "ui/templates", *HERE.glob("faces/*/templates")):
        for found in folder.rglob("*.html"):
            get_template(str(found.relative_to(folder)))


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenir.settings")
pages = get_wsgi_application()
application = whole_only(pages)

# Every page is loaded by now, and stays: nothing looks at it again, and workers share its memory.
# What a request makes is mostly gone before a collection could find it: look for cycles less often,
# and soon among what was left of requests: put off to twenty at once, one of them waits for 100 ms.
read_pages()
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 2, 20)
