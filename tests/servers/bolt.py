"""Start ArcadeDB, which speaks Bolt and Cypher, with an empty database `news`.

usage: bolt.py FOLDER BOLT_PORT HTTP_PORT PASSWORD -- user root; says "ready" and runs until it is killed.
"""
import sys
import time

import arcadedb_embedded as arcadedb

folder, bolt, http, password = sys.argv[1:]
server = arcadedb.create_server(root_path=folder, root_password=password, config={
    "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "bolt_port": int(bolt), "http_port": int(http), "host": "127.0.0.1"})
server.start()
server.create_database("news")
print("ready", flush=True)
time.sleep(3600)
