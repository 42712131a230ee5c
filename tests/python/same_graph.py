"""Read one graph with networkx in three formats and compare.

usage: same_graph.py G.json G.graphml G.gexf -- prints nodes and edges; fails where the formats differ.
"""
import json
import sys

import networkx


def nodes(graph, name):
    return {(node, data[name], data["kind"], int(data["articles"])) for node, data in graph.nodes(data=True)}


def edges(graph, kind):
    return sorted((a, b, data[kind], data["class"], data["status"], int(data["articles"])) for a, b, data in graph.edges(data=True))


def main():
    link = networkx.node_link_graph(json.load(open(sys.argv[1], encoding="utf-8")), edges="links")
    graphml = networkx.read_graphml(sys.argv[2], force_multigraph=True)
    gexf = networkx.read_gexf(sys.argv[3], version="1.3")
    kinds = {(node, data["label"], data["type"] if data["node"] == "entity" else data["node"], data["articles"])
             for node, data in link.nodes(data=True)}
    for name, graph, label in ("GraphML", graphml, "name"), ("GEXF", gexf, "name"):
        if nodes(graph, label) != kinds:
            sys.exit(f"{name}: nodes differ: {sorted(nodes(graph, label) ^ kinds)[:4]}")
        if edges(graph, "type") != edges(link, "type"):
            sys.exit(f"{name}: edges differ")
        parallel = len({(a, b) for a, b, _ in link.edges}) < link.number_of_edges()
        if not graph.is_directed() or (parallel and not graph.is_multigraph()):
            sys.exit(f"{name}: not a directed multigraph")
    dated = sum(1 for *_, data in gexf.edges(data=True) if "start" in data or "end" in data)
    dated += sum(1 for _, data in gexf.nodes(data=True) if "start" in data or "end" in data)
    print(link.number_of_nodes(), link.number_of_edges(), dated)


main()
