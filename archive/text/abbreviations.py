"""Abbreviations whose full stop ends no sentence, by language, and languages of ordinal stops.

Not every abbreviation is here: only those that mostly have a capital letter or a number behind
them, where Unicode's rule would end a sentence.  Single letters and short chains (`z. B.`, `J. R.`,
`т. е.`) need no list.
"""

from __future__ import annotations

TITLES = "dr prof mr mrs ms st jr sr vs"
# These end no sentence where a number follows: `No. 5`, but “No. Why?”
NUMBERED = frozenset(
    "no nos nr núm num p pp s vol bd fig art cap chap pag pág abs kap str стр рис см".split()
)
ABBREVIATIONS = {
    "": TITLES,
    "ar": "د أ ص",
    "cs": "mgr ing doc mudr judr str tzv např sv ul",
    "da": "hr fr ca dvs bl osv f.eks",
    "de": "hr fr frau ing dipl mag geb bzw ca evtl ggf inkl vgl sog tel hrsg sen jun",
    "en": "gen sen rep gov capt lt col sgt rev hon figs eq approx dept est inc ltd messrs "
    "pres mt ft cf viz e.g i.e",
    "es": "sra srta dra d dña ud uds vd vds sto sta ing lic arq p.ej ee.uu ee uu",
    "fr": "m mm mme mmes mlle mlles me mgr pr ste cf env av bd p.ex",
    "hi": "डॉ श्री प्रो पं सुश्री",
    "it": "sig sigg sig.ra dott dott.ssa prof.ssa avv ing on arch p.es",
    "mr": "डॉ श्री प्रा",
    "nl": "dhr mevr drs ir mw bijv ca resp nl o.a d.w.z",
    "pl": "ks mgr inż hab im ul np tzw św płk gen",
    "pt": "sra dra profa exmo exma eng av p.ex",
    "ru": "г гг ул д им проф акад тов гр св обл пос т.е т.к т.н т.д",
    "sv": "hr fr ca bl.a t.ex d.v.s dvs osv",
    "tr": "sn av doç yrd vb vs bkz",
    "uk": "м вул проф акад ім св обл див",
}
# `3. Mai`, `21. století`: a number with a full stop is an ordinal.
ORDINAL_STOPS = frozenset(
    "bs cs da de et fi fo gsw hr hu is lb lv me nb nn no pl sk sl sr tr".split()
)


def abbreviations(language: str) -> frozenset[str]:
    """The abbreviations of a language (its primary tag), lower case, without their last stop."""
    return frozenset(f"{ABBREVIATIONS['']} {ABBREVIATIONS.get(language, '')}".split())
