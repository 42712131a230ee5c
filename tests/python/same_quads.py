"""Compare the quads that PyLD and rdflib find in a JSON-LD file with those of an N-Quads file.

usage: same_quads.py FILE.jsonld FILE.nq -- prints both counts, fails where a quad differs.
"""
import json
import sys

from pyld import jsonld
from rdflib import Dataset


def quads_of(dataset):
    """The quads of an rdflib dataset, with the default graph named None."""
    def name(graph):
        name = getattr(graph, "identifier", graph)
        return None if name is None or str(name) == "urn:x-rdflib:default" else name
    return {(s.n3(), p.n3(), o.n3(), None if name(g) is None else name(g).n3()) for s, p, o, g in dataset.quads()}


def main():
    text = open(sys.argv[1], encoding="utf-8").read()
    expected = Dataset()
    expected.parse(sys.argv[2], format="nquads")
    by_pyld = Dataset()
    by_pyld.parse(data=jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}), format="nquads")
    by_rdflib = Dataset()
    by_rdflib.parse(data=text, format="json-ld")
    expected = quads_of(expected)
    for reader, dataset in ("PyLD", by_pyld), ("rdflib", by_rdflib):
        found = quads_of(dataset)
        if found != expected:
            sys.exit(f"{reader}: missing {sorted(map(str, expected - found))[:5]}, extra {sorted(map(str, found - expected))[:5]}")
    print(len(quads_of(by_pyld)), len(quads_of(by_rdflib)))


main()
