"""Django's settings.  What differs between machines comes from `archive.site.environment`."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from archive.site import login_limits
from archive.site.environment import read_environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = read_environment(BASE_DIR)
DATA_DIR = ENVIRONMENT.data_dir

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.csrf_trusted_origins
# The address in canonical links; empty: the one that the request came to.
BASE_URL = ENVIRONMENT.base_url

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "axes",
    "archive",
    # Before haystack: it has a `rebuild_index` of its own.
    "search",
    "haystack",
]

HAYSTACK_CONNECTIONS = {
    "default": {"ENGINE": "search.backend.SegmentEngine", "PATH": str(DATA_DIR / "index")}
}

# Who sends it reads `/metrics`; empty: nothing is counted, nor is there such an address.
METRICS_TOKEN = ENVIRONMENT.metrics_token
SENTRY_DSN = ENVIRONMENT.sentry_dsn

MIDDLEWARE = [
    # Counts what all others answer; not even imported where nobody may read it.
    *(["archive.watching.metrics.RequestMetrics"] if METRICS_TOKEN else []),
    # Around all others: it times them, and logs what they answer themselves.
    "archive.watching.requests.RequestLog",
    "archive.site.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    # Before all that asks who the visitor is: a cached page is everybody's.
    "archive.pages.page_cache.PageCache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    # Asks who the visitor is, where an interview isn't published.
    "archive.publishing.middleware.Publishing",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
# The site stands at the root of its host, whatever a server makes of a request's headers.
FORCE_SCRIPT_NAME = ""

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "archive.pages.context.site",
            ],
            "builtins": ["archive.templatetags.text", "archive.templatetags.headings"],
        },
    }
]

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Rendered pages (archive.pages.page_cache), in each process.
    "pages": {
        "BACKEND": "archive.pages.kept_pages.KeptPages",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_BYTES": ENVIRONMENT.page_cache_mb * 1_000_000},
    },
}

# Logins: archive.site.login says how often one may fail, and for how long that counts.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_HANDLER = "archive.site.login.Attempts"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_FAILURE_LIMIT = login_limits.FOR_ACCOUNT
AXES_COOLOFF_TIME = login_limits.COOL_OFF
# Who goes on trying is let in as soon as who waits.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "archive.site.login.account_of_login"
AXES_CLIENT_IP_CALLABLE = "archive.site.login.network_of_login"
AXES_LOCKOUT_CALLABLE = "archive.site.login.locked_out"
AXES_VERBOSE = False
# Nothing is kept of who logged in from where.
AXES_DISABLE_ACCESS_LOG = True

SITE_NAME = ENVIRONMENT.site_name
LANGUAGE_CODE = ENVIRONMENT.default_language
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "archive" / "locale"]
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "archive.site.static_files.StaticFiles"},
}

# Static files are for the site's own pages.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Nothing is allowed but what the pages need from their own origin.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "archive.reports.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
SECURE_SSL_REDIRECT = ENVIRONMENT.https
# Whoever watches a process asks it by plain HTTP, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
# HSTS for the domain's other hosts, and in browsers' lists, is for its owner to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if ENVIRONMENT.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

ACCESS_LOG = ENVIRONMENT.access_log
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"obstacles": {"()": "archive.site.obstacles.Shortened"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["obstacles"]},
        "output": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"},
    },
    "loggers": {
        "archive.watching.requests": {"handlers": ["output"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
}
