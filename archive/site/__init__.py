"""The site: settings from the environment, addresses, static files, who asks and who may log in.

Goes in: environment variables, files under `static/`, requests.
Comes out: checked values for `archive/settings.py`, collected static files, headers, refusals.
May import: nothing.
"""
