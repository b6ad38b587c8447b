import os

from search import engine
from search.query.describe import describe
from tests.relevance.measures import reciprocal_rank
from tests.relevance.test_other_texts import bring_in, queries, ranking, build_index, TEXTS, yaml


def test_it(indexed, capsys):
    langs = os.environ.get("L", "de en").split()
    for l in langs:
        bring_in(l)
    build_index()
    with capsys.disabled():
        for l in os.environ.get("Q", "ja").split():
            r = ranking(l)
            for j in queries(l):
                rk = r(j.query)
                x = reciprocal_rank(rk, j.lines)
                if x < 1 and j.kind in os.environ.get("K", "word variant typo reading").split():
                    a = engine.search(j.query)
                    print(
                        l,
                        j.kind,
                        j.query,
                        sorted(j.lines),
                        round(x, 2),
                        rk[:4],
                        a.match,
                        "|",
                        describe(a.understood, a.knowledge),
                    )

def test_absent(indexed, capsys):
    for l in ['de','en']: bring_in(l)
    build_index()
    with capsys.disabled():
        for q in [e['query'] for f in sorted(TEXTS.glob('absent*.yaml')) for e in yaml.safe_load(f.read_text())]:
            a=engine.search(q)
            if a.match=='words': print('\n',q,a.match,a.found.total,'|',describe(a.understood,a.knowledge))
