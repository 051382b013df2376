"""A paste as a person goes through it in the CMS."""

import json
import re
from html import unescape

from django.utils.datastructures import MultiValueDict

PASTE = "/admin/papers/paste/"
CHOOSE = "/admin/snippets/choose/writing/paper/create/"
ROW = re.compile(r'name="row" value="([^"]*)"')
FIELD = re.compile(r'<input type="(\w+)" name="(row-\d+-\w+)"([^>]*)>')
VALUE = re.compile(r'value="([^"]*)"')

FOO = "@misc{a, title = {Foo: the Bar}, author = {van Rossum, Guido}, year = 2020}"


def fields_of(html):
    """What the page's form sends, as the browser would read it."""
    data = MultiValueDict({"row": [unescape(row) for row in ROW.findall(html)]})
    for kind, name, rest in FIELD.findall(html):
        value = VALUE.search(rest)
        if kind != "checkbox" or "checked" in rest:
            absent = "on" if kind == "checkbox" else ""
            data.appendlist(name, unescape(value[1]) if value else absent)
    return data


def read(client, text, **files):
    """The page on which the text was read."""
    return client.post(PASTE, {"text": text, **files}).content.decode()


def store(client, html, then="draft", **changes):
    """Store what the page shows, with some of its fields changed."""
    fields = dict(fields_of(html).lists())
    fields |= {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(f"{PASTE}store/", {"then": then, **fields}, follow=True)


def ask(client, html):
    """The rows of a page, once arXiv and Crossref were asked; then that page."""
    rows = fields_of(html).getlist("row")
    said = client.post(f"{PASTE}ask/", {"row": rows}).json()
    return "".join(said["rows"].values())


def choose(client, **fields):
    """What the chooser's tab answers: a step, with a paper or with the tab again."""
    said = json.loads(client.post(CHOOSE, fields).content)
    return said["step"], said.get("result") or said["htmlFragment"]
