"""What gunicorn runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from tenir.arriving import whole_only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenir.settings")
pages = get_wsgi_application()
application = whole_only(pages)

# Every page is loaded by now, and stays: nothing looks at it again, and workers share its memory.
# What a request makes is mostly gone before a collection could find it: look for cycles less often.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
