"""The settings, in the order of Django's documentation."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from headship import env

PACKAGE = Path(__file__).resolve().parent
VAR = Path(env.text("VAR_DIR", str(Path.cwd() / "var")))

# Core
LOCAL = env.flag("DEBUG")  # A developer's machine, or the demonstration.
DEMO = env.flag("DEMO")
DEBUG = LOCAL and not DEMO  # The demonstration shows the real error pages.
SECRET_KEY = (
    env.text("SECRET_KEY", "insecure-development-key-never-used-in-production-0000")
    if LOCAL
    else env.required("SECRET_KEY", "a long random string that signs sessions.")
)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = (
    env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
    if LOCAL
    else env.words(
        "ALLOWED_HOSTS",
        env.required("ALLOWED_HOSTS", "the host names this server answers to."),
    )
)
env.check_demo(demo=DEMO, debug=LOCAL, hosts=ALLOWED_HOSTS)
BASE_URL = env.text("BASE_URL", f"http://localhost:{env.number('PORT', 8000)}")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SITE_NAME = "Headship"

INSTALLED_APPS = [
    "headship.core",
    "headship.accounts",
    "headship.orgs",
    "headship.instruments",
    "headship.surveys",
    "headship.practice",
    "headship.feedback",
    "headship.programs",
    "headship.evidence",
    "headship.home",
    "headship.demo",
    "headship.responsibilities",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "headship.core.middleware.HeadMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "headship.core.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "headship.orgs.middleware.MembershipMiddleware",
    "headship.core.middleware.PolicyErrorMiddleware",
]

ROOT_URLCONF = "headship.urls"
WSGI_APPLICATION = "headship.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "headship.core.context.site",
            ],
            "builtins": [
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "headship.core.templatetags.ui",
            ],
        },
    }
]

# Database
DATABASES = {
    "default": env.database(
        env.text("DATABASE_URL", f"sqlite:///{VAR / 'headship.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:start"
ACCOUNT_ADAPTER = "headship.accounts.adapter.InvitationOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # An invitation by e-mail is the verification.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # Other sessions end, this one stays.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
MFA_TOTP_ISSUER = SITE_NAME
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_AGE = 60 * 60 * 12  # A working day.
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "headship.core.views.csrf_failure"

# Cache: in the database, so that rate limits hold across processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["headship.locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# Static files
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if LOCAL
            else "headship.core.storage.HashedStaticStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LOCAL  # Nothing is collected.
MEDIA_ROOT = VAR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Mail: file in the demo, SMTP in production.
EMAIL_URL = env.text("EMAIL_URL", "file" if LOCAL else "")
if not EMAIL_URL:
    env.required("EMAIL_URL", "smtp://user:password@host:587, or console.")
EMAIL = env.mail(EMAIL_URL, folder=VAR / "mail")
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = EMAIL["EMAIL_FILE_PATH"]
EMAIL_HOST = EMAIL["EMAIL_HOST"]
EMAIL_PORT = EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL["EMAIL_USE_TLS"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = (
    env.text("MAIL_FROM", "Headship <headship@localhost>")
    if LOCAL
    else env.required("MAIL_FROM", "the address that invitations come from.")
)

# Background work
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}
}

# Security headers
SECURE_SSL_REDIRECT = not LOCAL and env.flag("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 0 if LOCAL else env.number("HSTS_SECONDS", 31_536_000)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
)
# Rate limits count the person, not the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY") else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}

# Logging: never a query string, a token or an answer.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
