"""The WSGI application that gunicorn serves."""

import os

import django

from archive.site.handler import Handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup(set_prefix=False)
application = Handler()
