"""Text: stored text on its way to a page.

Goes in: text that may carry HTML.
Comes out: sentences, openings, plain text, and HTML that is safe, with marks.
May import: nothing.
"""

from archive.text.excerpts import excerpt
from archive.text.sanitise import FORBIDDEN, Mark, plain_text, safe_html
from archive.text.sentences import sentence_spans

__all__ = ["FORBIDDEN", "Mark", "excerpt", "plain_text", "safe_html", "sentence_spans"]
