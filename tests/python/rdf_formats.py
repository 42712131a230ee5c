"""Compare what PyLD and rdflib find in the RDF formats of one graph.

usage: rdf_formats.py G.jsonld G.nq G.trig G.ttl -- prints the number of quads and of triples; fails where any differ.
"""
import json
import sys

from pyld import jsonld
from rdflib import Dataset, Graph


def quads_of(dataset):
    """The quads of an rdflib dataset, with the default graph named None."""
    def name(graph):
        name = getattr(graph, "identifier", graph)
        return None if name is None or str(name) == "urn:x-rdflib:default" else name.n3()
    return {(s.n3(), p.n3(), o.n3(), name(g)) for s, p, o, g in dataset.quads()}


def parsed(data, format):
    dataset = Dataset()
    dataset.parse(data=data, format=format)
    return quads_of(dataset)


def main():
    text, nquads, trig, turtle = (open(path, encoding="utf-8").read() for path in sys.argv[1:5])
    expected = parsed(nquads, "nquads")
    by = {
        "PyLD, JSON-LD": parsed(jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}), "nquads"),
        "rdflib, JSON-LD": parsed(text, "json-ld"),
        "rdflib, TriG": parsed(trig, "trig"),
    }
    for reader, found in by.items():
        if found != expected:
            missing, extra = sorted(map(str, expected - found))[:5], sorted(map(str, found - expected))[:5]
            sys.exit(f"{reader}: missing {missing}, extra {extra}")
    graph = Graph()
    graph.parse(data=turtle, format="turtle")
    triples = {(s.n3(), p.n3(), o.n3()) for s, p, o in graph}
    if triples != {quad[:3] for quad in expected}:
        sys.exit("rdflib, Turtle: other triples")
    print(len(expected), len(triples))


main()
