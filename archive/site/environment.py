"""Settings from the environment: every name, its type and its default in one place.

`read_environment` is all that `settings.py` uses; the table in README.md beside this file
lists the same names, and a test holds the two together.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, ValidationError, validate

from archive.site.connections import PATIENCE, Connection

SQLITE = "django.db.backends.sqlite3"
ENGINES = (SQLITE, "django.db.backends.postgresql")
# The languages that pages have labels in, the first of them by default.
INTERFACE_LANGUAGES = {"ja": "Japanese", "en": "English"}
SITE_NAME_LIMIT = 100
ORIGIN = re.compile(r"https?://[^\s/?#@]+/?")
# Whoever can guess it reads the metrics; letters, digits and signs, as a header has them.
TOKEN = re.compile(r"[!-~]{16,200}")
# The form that Sentry and its like give it: a key, a host, the number of a project.
DSN = re.compile(r"https?://[^\s/@]+@[^\s/@]+(/[^\s/]+)*/\d+")
SQLITE_OPTIONS = {
    # With write-ahead logging, where it can be.
    "factory": Connection,
    # What is sorted needs no room on a disk.
    "init_command": "PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;",
    "transaction_mode": "IMMEDIATE",
    "timeout": PATIENCE,
}
# Seconds that PostgreSQL's client tries to connect.
POSTGRESQL_OPTIONS: dict[str, Any] = {"connect_timeout": 5}


@dataclass(frozen=True)
class Environment:
    """The checked values."""

    data_dir: Path
    database: dict[str, Any]
    secret_key: str
    allowed_hosts: list[str]
    csrf_trusted_origins: list[str]
    debug: bool
    https: bool
    base_url: str
    log_level: str
    access_log: bool
    metrics_token: str
    sentry_dsn: str
    host: str
    port: int
    workers: int
    threads: int
    page_cache_mb: int
    site_name: str
    default_language: str
    time_zone: str


def read_environment(base: Path) -> Environment:
    """Read and check the environment.  Raises `ImproperlyConfigured`: one sentence a mistake."""
    env = Env()
    try:
        data_dir = base / Path(env.str("DATA_DIR", "") or ".data").expanduser()
        _make(data_dir)
        return Environment(
            data_dir=data_dir,
            database=_database(env.str("DATABASE_URL", ""), data_dir),
            secret_key=env.str("SECRET_KEY", "").strip() or _kept_secret(data_dir / "secret-key"),
            allowed_hosts=_listed(
                env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], validate=_hosts)
            ),
            csrf_trusted_origins=_listed(
                env.list("CSRF_TRUSTED_ORIGINS", [], validate=_each_origin)
            ),
            debug=env.bool("DEBUG", False),
            https=env.bool("HTTPS", False),
            base_url=env.str("BASE_URL", "", validate=_origin_or_empty).rstrip("/"),
            log_level=env.str(
                "LOG_LEVEL",
                "INFO",
                validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]),
            ),
            access_log=env.bool("ACCESS_LOG", False),
            metrics_token=env.str("METRICS_TOKEN", "", validate=_token_or_empty),
            sentry_dsn=env.str("SENTRY_DSN", "", validate=_dsn_or_empty),
            host=env.str("HOST", "127.0.0.1", validate=_not_empty),
            port=env.int("PORT", 8000, validate=validate.Range(1, 65535)),
            workers=env.int("WEB_CONCURRENCY", 2, validate=validate.Range(1, 64)),
            threads=env.int("THREADS", 4, validate=validate.Range(1, 64)),
            site_name=" ".join(env.str("SITE_NAME", "", validate=_short).split()),
            default_language=env.str(
                "DEFAULT_LANGUAGE", "ja", validate=validate.OneOf([*INTERFACE_LANGUAGES])
            ),
            time_zone=env.str("TIME_ZONE", "Asia/Tokyo", validate=_time_zone),
            page_cache_mb=env.int("PAGE_CACHE_MB", 64, validate=validate.Range(0, 65_536)),
        )
    except EnvValidationError as error:
        # environs shows its reasons as a Python list.
        start = str(error).partition(" invalid: ")[0].replace('"', "")
        reasons = " ".join(map(str, error.error_messages))
        raise ImproperlyConfigured(
            f"{start} invalid: {reasons} Settings are listed in archive/site/README.md."
        ) from None


def _listed(values: list[str]) -> list[str]:
    return [value.strip() for value in values if value.strip()]


def _hosts(values: list[str]) -> None:
    if not _listed(values):
        raise ValidationError("Name at least one host.")
    for value in _listed(values):
        if "/" in value:
            raise ValidationError(f"`{value}` must be a host's name alone, without http://.")


def _short(value: str) -> None:
    if len(value) > SITE_NAME_LIMIT or not value.isprintable():
        raise ValidationError(f"It must be one line of at most {SITE_NAME_LIMIT} characters.")


def _time_zone(value: str) -> None:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValidationError(f"`{value}` is no time zone such as Europe/Berlin.") from None


def _each_origin(values: list[str]) -> None:
    for value in _listed(values):
        _origin_or_empty(value)


def _not_empty(value: str) -> None:
    if not value.strip():
        raise ValidationError("It must not be empty.")


def _origin_or_empty(value: str) -> None:
    if value and not ORIGIN.fullmatch(value):
        raise ValidationError(
            f"`{value}` must be scheme and host, such as https://archive.example."
        )


def _token_or_empty(value: str) -> None:
    # A secret is never said again, nor is a wrong one.
    if value and not TOKEN.fullmatch(value):
        raise ValidationError("It must have 16 to 200 ASCII characters, and no spaces.")


def _dsn_or_empty(value: str) -> None:
    if value and not DSN.fullmatch(value):
        raise ValidationError("It must be such as https://key@errors.example/1.")


def _database(url: str, data_dir: Path) -> dict[str, Any]:
    url = url or f"sqlite:///{data_dir / 'archive.sqlite3'}"
    config: dict[str, Any]
    try:
        config = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError):
        config = {}
    if config.get("ENGINE") not in ENGINES:
        reason = "Environment variable DATABASE_URL invalid: expected sqlite:///path or"
        raise ImproperlyConfigured(f"{reason} postgres://user:password@host/name.")
    if config["ENGINE"] == SQLITE:
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config["OPTIONS"] = POSTGRESQL_OPTIONS | config.get("OPTIONS", {})
    return config


def _make(data_dir: Path) -> None:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"{data_dir} can't be made: {error.strerror}"
        raise ImproperlyConfigured(f"Environment variable DATA_DIR invalid: {reason}.") from None


def _kept_secret(path: Path) -> str:
    """The secret key of this machine: made once, readable by its owner only."""
    try:
        # An empty one was never used: it was left where its disk was full.
        if not path.exists() or (path.is_file() and not path.stat().st_size):
            _keep_secret(path)
        key = path.read_text().strip()
    except OSError as error:
        reason = f"The secret key can't be kept in {path}: {error.strerror}"
        raise ImproperlyConfigured(f"{reason}; set SECRET_KEY, or another DATA_DIR.") from None
    if not key:
        raise ImproperlyConfigured(f"{path} holds no key; remove it, and a new one is made.")
    return key


def _keep_secret(path: Path) -> None:
    """Keep a new key, whole or not at all; one that another process keeps meanwhile stays."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(descriptor)
        if path.exists() and not path.stat().st_size:
            aside.replace(path)
        else:
            with suppress(FileExistsError):
                os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)
