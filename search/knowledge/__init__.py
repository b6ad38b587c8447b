"""Knowledge: what the search knows besides the texts.

Goes in: the glossary's names; the files in `data/`, and what they are made of.
Comes out: where a text names a term, English translations, words of similar meaning.
May import: languages, archive.text, archive.models, archive.transcript.
"""
