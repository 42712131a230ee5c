"""Start an empty SPARQL store of rdflib that takes updates, with user `ann` where a password is given.

usage: sparql.py PORT [PASSWORD] -- says "ready" and runs until it is killed.
"""
import base64
import sys

import uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
from starlette.responses import PlainTextResponse

app = SparqlEndpoint(graph=Dataset(default_union=True), path="/sparql", enable_update=True)
if len(sys.argv) > 2:
    expected = "Basic " + base64.b64encode(f"ann:{sys.argv[2]}".encode()).decode()

    @app.middleware("http")
    async def guard(request, call_next):
        """Lets nobody in who does not know the password; the answer repeats what came, as careless servers do."""
        given = request.headers.get("authorization", "")
        if given == expected:
            return await call_next(request)
        told = base64.b64decode(given.removeprefix("Basic ")).decode()
        return PlainTextResponse(f"who is {told}?", status_code=401)


class Server(uvicorn.Server):
    """Says when it listens."""

    async def startup(self, sockets=None):
        await super().startup(sockets)
        print("ready", flush=True)


Server(uvicorn.Config(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")).run()
