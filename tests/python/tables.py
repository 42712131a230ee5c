"""Run the SQL and the Python of a page of documentation on Parquet files, with DuckDB and Polars.

usage: tables.py PAGE.md FOLDER -- prints the rows of every query on files called FOLDER/graph-*.parquet, and what the
Python prints, as JSON.
"""
import contextlib
import io
import json
import os
import re
import sys

import duckdb


def main():
    page = open(sys.argv[1], encoding="utf-8").read()
    os.chdir(sys.argv[2])
    rows = [duckdb.sql(query).fetchall() for query in re.findall(r"```sql\n(.*?)```", page, re.S)]
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        for block in re.findall(r"```python\n(.*?)```", page, re.S):
            exec(block, names)
    counts = {name: duckdb.sql(f"SELECT count(*) FROM 'graph-{name}.parquet'").fetchall()[0][0]
              for name in ("articles", "entities", "relations", "events", "statements", "mentions")}
    print(json.dumps({"rows": rows, "printed": printed.getvalue(), "counts": counts}))


main()
