"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headship.settings")
application = get_wsgi_application()

# What a process has loaded is never garbage. Looking through all of it again and again
# made the longest pages wait a tenth of a second, so all of it is loaded and set aside.
get_resolver().url_patterns  # noqa: B018 -- imports every view
gc.collect()
gc.freeze()
