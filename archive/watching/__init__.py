"""Watching: what the machines that watch the site are told, and by what they know a request.

Goes in: checks and readings that rooms and applications register, requests and their answers.
Comes out: `/healthz` and `/readyz`, an id for each request, the access log, metrics, reports of
  errors.
May import: site.
"""

from archive.watching.checks import register
from archive.watching.readings import measure

__all__ = ["measure", "register"]
