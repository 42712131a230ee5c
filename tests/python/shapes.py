"""Validate a graph with SHACL shapes, and make sure that a broken one does not conform.

usage: shapes.py SHAPES.ttl ONTOLOGY.ttl G.ttl -- prints the number of nodes checked.
"""
import sys

from pyshacl import validate
from rdflib import RDF, Graph, Namespace

NG = Namespace("https://newsgraph.dev/ns#")


def main():
    shapes, ontology, graph = (Graph().parse(path, format="turtle") for path in sys.argv[1:4])
    conforms, _, report = validate(graph, shacl_graph=shapes, advanced=True)
    if not conforms:
        sys.exit(report)
    relations = sorted(graph.subjects(RDF.type, NG.Relation))
    for relation in relations:
        kind = graph.value(relation, NG.relation)
        if (kind, None, None) not in ontology:
            sys.exit(f"the ontology does not know {kind}")
    for broken in (NG.evidence, NG.status, NG["from"]):
        copy = Graph() + graph
        copy.remove((relations[0], broken, None))
        if validate(copy, shacl_graph=shapes, advanced=True)[0]:
            sys.exit(f"conforms without {broken}")
    print(len(relations))


main()
