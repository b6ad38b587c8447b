"""Knowledge: what the search knows besides the texts.

Goes in: the glossary, people and topics from the database; the files in `data/`, and what they
  are made of.
Comes out: the catalogue, names in a text, English translations, words of similar meaning.
May import: languages, archive.text, archive.models, archive.transcript.
"""
