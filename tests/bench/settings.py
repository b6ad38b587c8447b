"""The archive's settings, and one address more: /hello/, to compare with."""

from archive.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
