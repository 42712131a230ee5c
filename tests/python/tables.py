"""Run the SQL of a page of documentation on Parquet files with DuckDB.

usage: tables.py PAGE.md FOLDER -- prints the rows of every query on files called FOLDER/graph-*.parquet, as JSON.
"""
import json
import os
import re
import sys

import duckdb


def main():
    page = open(sys.argv[1], encoding="utf-8").read()
    os.chdir(sys.argv[2])
    rows = [duckdb.sql(query).fetchall() for query in re.findall(r"```sql\n(.*?)```", page, re.S)]
    counts = {name: duckdb.sql(f"SELECT count(*) FROM 'graph-{name}.parquet'").fetchall()[0][0]
              for name in ("articles", "entities", "relations", "events", "statements", "mentions")}
    print(json.dumps({"rows": rows, "counts": counts}))


main()
