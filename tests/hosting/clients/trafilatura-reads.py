"""Prints what trafilatura extracts from the page of each article: `python trafilatura-reads.py text|images SITE`."""

import json
import pathlib
import sys

import trafilatura

images, site = sys.argv[1] == "images", pathlib.Path(sys.argv[2])
readings = {}
for file in (site / "content/articles").glob("*.json"):
    html = (site / f"2024/10/{file.stem}/index.html").read_text(encoding="utf-8")
    url = f"https://news.example/2024/10/{file.stem}/"
    text = trafilatura.extract(html, url=url, include_images=images, include_comments=False)
    about = trafilatura.extract_metadata(html, default_url=url)
    readings[file.stem] = {"title": about.title, "byline": about.author, "date": about.date, "text": text}
json.dump(readings, sys.stdout)
