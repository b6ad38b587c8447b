"""Publishing: what becomes of an interview, and who sees one that isn't published.

Goes in: an editor's decision; requests for an interview that isn't for all.
Comes out: drafts, published and withdrawn interviews; links to a draft that end; for strangers the
  404 that they would get if there were nothing, and for what was withdrawn a 410 with the reason.
May import: text, models, changes, transcript, site, formats.

Which interviews are published is asked of the models (`archive.models.visible`), by everything that
is public.  Here is the rest: who else sees one, and how its state changes.
"""

from archive.publishing.links import DAYS, MOST_DAYS, draft_path, revoke_links
from archive.publishing.removal import remove
from archive.publishing.states import make_draft, publish, put_on_home_page, withdraw

__all__ = [
    "DAYS",
    "MOST_DAYS",
    "draft_path",
    "make_draft",
    "publish",
    "put_on_home_page",
    "remove",
    "revoke_links",
    "withdraw",
]
