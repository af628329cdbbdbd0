"""The settings of the server that a browser talks to: its work is done at once."""

from headship.settings import *  # noqa: F403, TID251 -- settings made of settings

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Nothing is edited while tests run: files are found once and kept by the browser.
WHITENOISE_AUTOREFRESH, WHITENOISE_MAX_AGE = False, 3600
ROOT_URLCONF = "tests.e2e.addresses"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600  # Longer than a run of tests.
MIDDLEWARE = ["tests.e2e.clocks.MovedClock", *MIDDLEWARE]  # noqa: F405 -- from above
