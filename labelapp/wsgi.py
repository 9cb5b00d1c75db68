"""The web process. With gunicorn's --preload this module runs once, before the web processes are forked."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "labelapp.settings")
application = get_wsgi_application()
# Django would load the views with the first request, in each process anew: loaded here, they are shared.
_VIEWS = get_resolver().url_patterns
# What is loaded by now stays for ever; a collector that looks at it would write to the shared pages.
gc.collect()
gc.freeze()
