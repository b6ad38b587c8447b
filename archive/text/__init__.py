"""Text: what is done with stored words, whoever stored them.

Goes in: text as it is stored, which may carry HTML.  Comes out: safe HTML (`sanitise.render`), the
characters that a reader sees, sentences, excerpts.  It knows no model.
"""

from archive.text.excerpts import excerpt
from archive.text.sanitise import FORBIDDEN, Mark, plain_text
from archive.text.sentences import sentence_spans

__all__ = ["FORBIDDEN", "Mark", "excerpt", "plain_text", "sentence_spans"]
