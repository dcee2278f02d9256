"""Prints what feedparser reads from a feed: `python feedparser-reads.py FEED SITE`."""

import email.utils
import html.parser
import json
import pathlib
import sys

import feedparser


class Text(html.parser.HTMLParser):
    """Collects the text of HTML."""

    def __init__(self, markup):
        super().__init__()
        self.words = []
        self.feed(markup)

    def handle_data(self, data):
        self.words.append(data)


def date(entry):
    """The date in the form of Atom. RSS has another, which begins with the name of the day."""
    if entry.published[0].isdigit():
        return entry.published
    return email.utils.parsedate_to_datetime(entry.published).isoformat()


feed = feedparser.parse((pathlib.Path(sys.argv[2]) / sys.argv[1]).read_bytes())
if feed.bozo:
    raise feed.bozo_exception
readings = {}
for entry in feed.entries:
    slug = entry.link.rstrip("/").rsplit("/", 1)[1]
    readings[slug] = {
        "title": entry.title,
        "byline": ", ".join(author.name for author in entry.get("authors", []) if author.get("name")),
        "date": date(entry),
        "text": " ".join(Text(entry.content[0].value).words),
    }
json.dump(readings, sys.stdout)
