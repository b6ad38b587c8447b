#!/usr/bin/env python
"""Django's command line for the archive."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.core.serializers.base import DeserializationError
    from django.db import DatabaseError

    from archive.site.connections import wait_longer
    from archive.site.obstacles import told

    try:
        # A bad value is said before any command starts.
        from archive import settings
    except ImproperlyConfigured as error:
        sys.exit(_say(error))
    wait_longer(settings.DATABASES["default"])
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`| head`) has had enough; nothing is left to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (OSError, DatabaseError, DeserializationError, ImproperlyConfigured) as error:
        # `loaddata` puts a database's error behind one of its own.
        sentence = told(error)
        if sentence is None:
            raise
        sys.exit(_say(sentence))


def _say(error: Exception | str) -> int:
    print(error, file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
