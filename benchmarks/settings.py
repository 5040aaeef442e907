"""The settings of a production, with Django's own admin beside the pages: the peer of lists."""

from tenir.settings import *  # noqa: F403
from tenir.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "django.contrib.admin"]
ROOT_URLCONF = "benchmarks.addresses"
