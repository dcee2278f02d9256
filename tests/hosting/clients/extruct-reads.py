"""Prints what extruct reads from pages: `python extruct-reads.py PAGE… SITE`."""

import json
import pathlib
import sys

import extruct

*pages, site = sys.argv[1:]
readings = {}
for page in pages:
    html = (pathlib.Path(site) / page / "index.html").read_text(encoding="utf-8")
    found = extruct.extract(html, base_url="https://other.example/", syntaxes=["opengraph", "json-ld"])
    (graph,) = found["opengraph"]
    readings[page] = {"graph": [list(pair) for pair in graph["properties"]], "data": found["json-ld"]}
json.dump(readings, sys.stdout)
