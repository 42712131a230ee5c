"""Read the schema.org JSON-LD with PyLD; every class and property must be a term of schema.org.

usage: schema_org.py G.schema.jsonld -- prints how many nodes of each type there are.
"""
import json
import sys

from pyld import jsonld
from rdflib import RDF, SDO, Graph

# What https://schema.org/docs/jsonldcontext.jsonld says of the words that occur; no network is asked.
LINKS = ["additionalType", "sameAs", "url", "isPartOf", "subjectOf"]
CONTEXT = {"@context": {"@vocab": "https://schema.org/", "type": "@type", "id": "@id",
                        **{word: {"@id": f"https://schema.org/{word}", "@type": "@id"} for word in LINKS}}}


def load(url, options):
    if url.rstrip("/") != "https://schema.org":
        raise ValueError(url)
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT, "contentType": "application/ld+json"}


def main():
    document = json.load(open(sys.argv[1], encoding="utf-8"))
    nquads = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": load})
    graph = Graph().parse(data=nquads, format="nt")
    for _, predicate, value in graph:
        term = value if predicate == RDF.type else predicate
        if term == RDF.type:
            continue
        name = str(term).removeprefix("https://schema.org/")
        if name == str(term) or name not in SDO:
            sys.exit(f"no term of schema.org: {term}")
    frame = {"@context": "https://schema.org", "@type": "Person"}
    framed = jsonld.frame(document, frame, {"documentLoader": load})
    people = framed.get("@graph", [framed])
    types = {}
    for kind in graph.objects(None, RDF.type):
        name = str(kind).rsplit("/", 1)[1]
        types[name] = types.get(name, 0) + 1
    if len(people) != types["Person"] or not all(person["name"] for person in people):
        sys.exit("framed people differ")
    print(json.dumps(types, sort_keys=True))


main()
