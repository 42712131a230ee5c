"""Read a node-link JSON file with networkx and print what it found."""
import json
import sys

import networkx

graph = networkx.node_link_graph(json.load(open(sys.argv[1], encoding="utf-8")), edges="links")
met = graph.get_edge_data("person/ida-holt", "person/jo-brandt")["met-with"]
print(json.dumps({"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges(), "multi": graph.is_multigraph(),
                  "met": met["articles"]}))
