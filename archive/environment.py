"""Settings from the environment: every name, its type and its default in one place.

`read_environment` is all that `settings.py` uses; the README's table lists the same names, and a
test holds the two together.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, ValidationError, validate

SQLITE_OPTIONS = {
    # Write-ahead logging lets readers go on while the admin writes; writers wait up to 10 s.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
}


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
    host: str
    port: int
    workers: int
    threads: int


def read_environment(base: Path) -> Environment:
    """Read and check the environment.  Raises `ImproperlyConfigured`: one sentence a mistake."""
    env = Env()
    try:
        data_dir = Path(env.str("DATA_DIR", str(base / ".data"))).expanduser()
        return Environment(
            data_dir=data_dir,
            database=_database(env.str("DATABASE_URL", ""), data_dir),
            secret_key=env.str("SECRET_KEY", "") or _kept_secret(data_dir / "secret-key"),
            allowed_hosts=env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"]),
            csrf_trusted_origins=env.list("CSRF_TRUSTED_ORIGINS", [], validate=_each_origin),
            debug=env.bool("DEBUG", False),
            https=env.bool("HTTPS", False),
            base_url=env.str("BASE_URL", "", validate=_origin_or_empty).rstrip("/"),
            log_level=env.str(
                "LOG_LEVEL",
                "INFO",
                validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]),
            ),
            host=env.str("HOST", "127.0.0.1", validate=_not_empty),
            port=env.int("PORT", 8000, validate=validate.Range(1, 65535)),
            workers=env.int("WEB_CONCURRENCY", 2, validate=validate.Range(1, 64)),
            threads=env.int("THREADS", 4, validate=validate.Range(1, 64)),
        )
    except EnvError as error:
        raise ImproperlyConfigured(f"{error} Settings are listed in the README.") from None


def _each_origin(values: list[str]) -> None:
    for value in values:
        _origin_or_empty(value)


def _not_empty(value: str) -> None:
    if not value.strip():
        raise ValidationError("It must not be empty.")


def _origin_or_empty(value: str) -> None:
    if value and not value.startswith(("http://", "https://")):
        raise ValidationError(f"`{value}` must begin with http:// or https://.")


def _database(url: str, data_dir: Path) -> dict[str, Any]:
    url = url or f"sqlite:///{data_dir / 'archive.sqlite3'}"
    try:
        config = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError):
        reason = "Environment variable DATABASE_URL invalid: expected sqlite:///path or"
        raise ImproperlyConfigured(f"{reason} postgres://user:password@host/name.") from None
    if config["ENGINE"] == "django.db.backends.sqlite3":
        data_dir.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = SQLITE_OPTIONS
    return config


def _kept_secret(path: Path) -> str:
    """The secret key of this machine: made once, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key
