"""What gunicorn runs."""

import os

from django.core.wsgi import get_wsgi_application

from tenir.arriving import whole_only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenir.settings")
pages = get_wsgi_application()
application = whole_only(pages)
