"""The site: settings from the environment, absolute addresses, static files, the first request.

Goes in: environment variables, files under `static/`.
Comes out: checked values for `archive/settings.py`, collected static files.
May import: nothing.
"""
