"""The one settings file: from the environment only, loud on a bad value. docs/reference/settings.md names all."""

import sqlite3
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from phongtrao import __version__
from phongtrao.core.workdays import WorkCalendar
from phongtrao.parts import PARTS
from phongtrao.site import holidays, home

env = environ.Env()
VERSION = __version__
HERE = Path(__file__).resolve().parent
PHONGTRAO_HOME = home.home()
SECRET_KEY = home.secret(PHONGTRAO_HOME)
DEBUG = env.bool("PHONGTRAO_DEBUG", False)
DEMO = env.bool("PHONGTRAO_DEMO", False)
SECURE = env.bool("PHONGTRAO_HTTPS", False)
ALLOWED_HOSTS = env.list("PHONGTRAO_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS if SECURE]
FILES = PHONGTRAO_HOME / "files"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks_db",
    "phongtrao.kit",
    *(f"phongtrao.{part}" for part in PARTS),
    "phongtrao.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "phongtrao.site.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "phongtrao.site.middleware.own_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "phongtrao.site.middleware.refusals",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "phongtrao.site.urls"
WSGI_APPLICATION = "phongtrao.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("phongtrao.kit.laid.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "phongtrao.site.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "phongtrao.kit.widgets.Renderer"

# Data -----------------------------------------------------------------------------------------------------


def sqlite_options() -> dict[str, Any]:
    """WAL can corrupt a database before SQLite 3.51.3; DELETE with EXTRA loses nothing that was acknowledged."""
    safe_wal = sqlite3.sqlite_version_info >= (3, 51, 3)
    journal = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        if safe_wal
        else "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
    )
    return {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": journal}


def database() -> dict[str, Any]:
    url = env.str("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": PHONGTRAO_HOME / "phongtrao.sqlite3",
            "OPTIONS": sqlite_options(),
        }
    found: dict[str, Any] = env.db_url_config(url)
    if found.get("ENGINE") == "django.db.backends.sqlite3":
        found["OPTIONS"] = sqlite_options()
    elif found.get("ENGINE") == "django.db.backends.postgresql":
        found["OPTIONS"] = {
            **found.get("OPTIONS", {}),
            "pool": {"min_size": 1, "max_size": 10, "timeout": 10},
            # Hot reads join many tables: planned once a connection, not at every page.
            "server_side_binding": True,
            "prepare_threshold": 2,
        }
        found["DISABLE_SERVER_SIDE_CURSORS"] = False
    else:
        raise ImproperlyConfigured("DATABASE_URL must name postgres:// or sqlite://")
    return found


DATABASES = {"default": database()}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Tests run on a file with production's settings, never in memory.
    DATABASES["default"]["TEST"] = {"NAME": PHONGTRAO_HOME / "test.sqlite3"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts ---------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "phongtrao.site.sessions.Accounts",
]
PASSWORD_HASHERS = ["phongtrao.kit.hashers.TunedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "phongtrao.kit.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "phongtrao.kit.passwords.NotTheUserName"},
    {"NAME": "phongtrao.kit.passwords.NotCommon"},
]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "desk:home"
# A whole province may sit behind one address: lock the account, never the address.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 2
# Trying on while locked doesn't lock for longer: nobody can keep another out for ever.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "phongtrao.people.views.locked_out"
AXES_ENABLE_ADMIN = False
AXES_IPWARE_PROXY_COUNT = 0
AXES_VERBOSE = False
# Who signed in from where and with what browser is nobody's business; failures alone are counted, for the lock.
AXES_DISABLE_ACCESS_LOG = True
SESSION_ENGINE = "phongtrao.site.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_SSL_REDIRECT = env.bool("PHONGTRAO_REDIRECT_TO_HTTPS", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# E-mail: none is sent without a server ---------------------------------------------------------------------

EMAIL_SENT = bool(env.str("PHONGTRAO_EMAIL_URL", ""))
if EMAIL_SENT:
    vars().update(env.email_url("PHONGTRAO_EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("PHONGTRAO_EMAIL_FROM", "phongtrao@localhost")
EMAIL_TIMEOUT = 20
ADDRESS = env.str("PHONGTRAO_ADDRESS", f"{'https' if SECURE else 'http'}://{ALLOWED_HOSTS[0]}").rstrip("/")

# Words and days -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_COOKIE_SAMESITE = "Lax"
WORKDAYS: WorkCalendar = holidays.workdays(
    env.str("PHONGTRAO_HOLIDAYS", ""), "en" if env.str("PHONGTRAO_LANGUAGE", "vi") == "en" else "vi"
)

# Serving ----------------------------------------------------------------------------------------------------

BIND = env.str("PHONGTRAO_BIND", "127.0.0.1")
WORKERS = env.int("PHONGTRAO_WORKERS", 0)

# Figures ----------------------------------------------------------------------------------------------------

# So many times more, or less, than the period before is asked about.
JUMP_FACTOR = env.int("PHONGTRAO_JUMP_FACTOR", 3)
if JUMP_FACTOR < 2:
    raise ImproperlyConfigured("PHONGTRAO_JUMP_FACTOR must be 2 or more.")

# Files ------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
# `serve` names the folder where it built them; everything else reads them where they lie.
STATIC_ROOT = env.str("PHONGTRAO_STATIC", "") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_HANDLERS = [
    "phongtrao.kit.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
LARGEST_UPLOAD = 20 * 1024 * 1024
LARGEST_ARCHIVE = 200 * 1024 * 1024

# Jobs: rows of the database, enqueued in the transaction of the act that wants them done -----------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("PHONGTRAO_LOG_LEVEL", "WARNING")},
    # The pool tells of every attempt that fails; what failed in the end is told once, by who asked.
    "loggers": {"psycopg.pool": {"level": "CRITICAL"}},
}
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
