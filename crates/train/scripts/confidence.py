#!/usr/bin/env python3
"""Measure each relation rule on annotated articles and write data/en/confidence.toml.

usage: confidence.py GOLD_DIR FACTS.jsonl > data/en/confidence.toml

GOLD_DIR holds one <id>.json per article, FACTS.jsonl what `newsgraph extract` makes of those articles. A rule's confidence
is its precision over relations whose two ends are gold entities, drawn towards PRIOR as if WEIGHT more had been seen.
"""
import collections, glob, json, os, re, sys

PRIOR, WEIGHT = 0.6, 4
UNASSERTED = {"negated", "hypothetical"}
SYMMETRIC = {"met-with", "spouse-of", "partner-of", "sibling-of", "relative-of", "friend-of", "collaborates-with",
             "partners-with", "negotiates-with"}


def fold(name):
    name = re.sub(r"[’'`]s\b", "", name.lower())
    return re.sub(r"^the ", "", re.sub(r"[^\w@]+", " ", name).strip())


def names(entity):
    return {n for n in map(fold, [entity["name"], *entity.get("aliases", [])]) if n}


def align(gold, found):
    """Found entity id -> gold entity id, one to one, by the number of shared names."""
    pairs = [(len(names(g) & names(f)) + (fold(g["name"]) == fold(f["name"])), g["id"], f["id"])
             for g in gold for f in found if g["type"] == f["type"]]
    taken, out = set(), {}
    for score, g, f in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if score and g not in taken and f not in out:
            taken.add(g)
            out[f] = g
    return out


def triple(kind, a, b):
    return (kind, *sorted((a, b))) if kind in SYMMETRIC else (kind, a, b)


def main():
    gold = {}
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.json"))):
        with open(path, encoding="utf-8") as file:
            sheet = json.load(file)
        gold[sheet["id"]] = sheet
    right, seen = collections.Counter(), collections.Counter()
    for line in open(sys.argv[2], encoding="utf-8"):
        found = json.loads(line)
        sheet = gold.get(found["id"])
        if not sheet:
            continue
        to_gold = align(sheet["entities"], found["entities"])
        known = {triple(r["type"], r["from"], r["to"]) for r in sheet["relations"] if r["status"] not in UNASSERTED}
        for r in found["relations"]:
            if r["status"] in UNASSERTED or r["from"] not in to_gold or r["to"] not in to_gold:
                continue
            if r["rule"].endswith("/weighed"):  # has its probability from its model
                continue
            seen[r["rule"]] += 1
            right[r["rule"]] += triple(r["type"], to_gold[r["from"]], to_gold[r["to"]]) in known
    print("# The precision of each relation rule on annotated articles, drawn towards %.1f where it was seldom seen." % PRIOR)
    print("# Written by crates/train/scripts/confidence.py; rules that were never seen have the default of the program.\n")
    for rule in sorted(seen):
        print('"%s" = %.2f' % (rule, (right[rule] + PRIOR * WEIGHT) / (seen[rule] + WEIGHT)))


if __name__ == "__main__":
    main()
