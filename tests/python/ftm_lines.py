"""Validate every line of a FollowTheMoney file with the followthemoney library.

usage: ftm_lines.py G.ftm.json -- prints how many entities of each schema there are.
"""
import json
import sys

from followthemoney import model
from followthemoney.types import registry


def main():
    entities = {}
    for number, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
        data = json.loads(line)
        schema = model.get(data["schema"])
        schema.validate(data)
        proxy = model.get_proxy(data, cleaned=False)
        kept = {prop.name: set(proxy.get(prop)) for prop in proxy.iterprops()}
        given = {name: set(values) for name, values in data["properties"].items()}
        if kept != given:
            sys.exit(f"line {number}: cleaning changes {given} to {kept}")
        if registry.entity.clean(data["id"]) != data["id"] or data["id"] in entities:
            sys.exit(f"line {number}: bad or second identifier {data['id']}")
        entities[data["id"]] = proxy
    for proxy in entities.values():
        for prop, value in proxy.itervalues():
            if prop.type == registry.entity:
                other = entities.get(value)
                if other is None or not other.schema.is_a(prop.range):
                    sys.exit(f"{proxy.id} {prop.name} {value}: not one of {prop.range.name}")
    schemata = {}
    for proxy in entities.values():
        schemata[proxy.schema.name] = schemata.get(proxy.schema.name, 0) + 1
    print(json.dumps(schemata, sort_keys=True))


main()
