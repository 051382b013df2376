"""Front matter as Hugo, Jekyll and Quarto write it."""

from datetime import date

import pytest

from tests.writing.bundles.foreign_texts import front_of, told, translation
from writing.bundles.errors import BundleError
from writing.bundles.foreign.fields import read_day
from writing.bundles.records import Byline

HUGO_TOML = """\
+++
title = "A log"
date = 2024-01-05T10:00:00Z
lastmod = 2024-02-01
description = "What it is."
tags = ["Messaging"]
categories = ["log"]
authors = ["Ann Other", "The editors"]
doi = "https://doi.org/10.1000/182"
[params]
toc = true
+++
Text.
"""
HUGO_JSON = """\
{
  "title": "A log",
  "date": "2024-01-05",
  "tags": ["messaging"],
  "arxiv": "arXiv:1106.00001v2",
  "weight": 3
}

Text.
"""
JEKYLL = """\
---
layout: post
title:  "A log"
date:   2024-01-05 10:00:00 +0100
categories: messaging storage
author: Ann Other
excerpt: What it is.
permalink: /a/log/
published: true
---
Text.
"""
QUARTO = """\
---
title: A log
subtitle: What it is.
author:
  - name: Ann Other
    url: https://example.org/
    orcid: 0000-0000
  - name: {given: Bob, family: Else}
date: January 5, 2024
date-modified: last-modified
categories: [logs]
format: html
execute:
  echo: false
paper: kafka
---
Text.
"""


@pytest.mark.parametrize("text", [HUGO_TOML, HUGO_JSON, JEKYLL, QUARTO])
def test_title_and_day_are_read_from_each_of_them(text):
    front = front_of(text)
    assert (front.title, front.published) == ("A log", date(2024, 1, 5))
    assert translation(text).bundle.body[0]["value"] == "Text."


def test_hugos_fields_have_their_places():
    front = front_of(HUGO_TOML)
    assert front.revised == date(2024, 2, 1)
    assert front.dek == "What it is."
    assert front.tags == ("messaging", "logs")
    assert front.byline == (Byline("Ann Other"), Byline("The editors"))
    assert front.paper_slug == "kafka"
    assert "10: “params”, a setting there: left out" in told("", HUGO_TOML)


def test_json_knows_its_paper_and_its_lines():
    assert front_of(HUGO_JSON).paper_slug == "kafka"
    assert told("", HUGO_JSON) == "6: “weight”, a setting there: left out"


def test_jekylls_fields_have_their_places():
    front = front_of(JEKYLL)
    assert (front.dek, front.tags) == ("What it is.", ("messaging",))
    report = told("", JEKYLL)
    assert "5: the tag “storage”, which the vocabulary lacks: left out" in report
    assert "8: “permalink”, an old address: left out" in report
    assert "9: “published: true”: an import never publishes" in report


def test_quartos_fields_have_their_places():
    front = front_of(QUARTO)
    assert front.byline == (
        Byline("Ann Other", "https://example.org/"),
        Byline("Bob Else"),
    )
    assert (front.dek, front.paper_slug) == ("What it is.", "kafka")
    report = told("", QUARTO)
    assert "“orcid” of an author: left out" in report
    assert "“last-modified” is read as no day" in report
    assert "12: “format”, a setting there: left out" in report


def test_nothing_is_dropped_without_a_line_in_the_report():
    front = "---\ntitle: A\nsummary: B\nexcerpt: C\nmood: good\nslug: [x]\n---\n"
    assert told("", front).split("\n") == [
        "4: “excerpt”: left out: “summary” is the dek",
        "5: “mood”, which is not known here: left out",
        "6: “slug”: left out: it is no text",
    ]


def test_a_dek_that_is_too_long_is_left_out_and_told():
    front = f"---\ntitle: A\nabstract: {'word ' * 200}\n---\n"
    assert "longer than a dek's 600 characters" in told("", front)
    assert front_of(front).dek == ""


@pytest.mark.parametrize(
    ("file", "front", "slug"),
    [
        ("_posts/2024-01-05-the-log.md", "", "the-log"),
        ("posts/the-log/index.md", "", "the-log"),
        ("the log.qmd", "", "the-log"),
        ("index.md", "", "upload"),
        ("x.md", "slug: Other One", "other-one"),
    ],
)
def test_the_address_comes_from_the_front_matter_or_the_file(file, front, slug):
    text = f"---\ntitle: A\n{front}\n---\n"
    assert translation(text, file).bundle.slug == slug


def test_the_day_may_stand_in_the_files_name():
    text = "---\ntitle: A\n---\n"
    assert front_of(text, "2024-01-05-the-log.md").published == date(2024, 1, 5)


@pytest.mark.parametrize("text", ["# A log\n\nText.", "\n# A log #\nText.\n"])
def test_without_front_matter_the_first_heading_is_the_title(text):
    found = translation(text).bundle
    assert (found.front.title, found.body[0]["value"]) == ("A log", "Text.")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Text.", "post.md:1: the text has no title"),
        ("---\ntitle: [\n---\n", "post.md:2: not YAML"),
        ("---\ntitle: A\n", "post.md:1: the front matter has no second line of ---"),
        ("---\na: &x 1\n---\n", "post.md:2: anchors and aliases are not read"),
        ("---\n- a\n---\n", "post.md:2: the front matter must name its values"),
        ("+++\ntitle = 'A'\nb = \n+++\n", "post.md:3: not TOML: Invalid value"),
        ("+++\na = 1\na = 2\n+++\n", "post.md:3: not TOML: Cannot overwrite a value"),
        ('{"title": "A",\n oops}\n', "post.md:2: not JSON: Expecting property name"),
        ('{"a": ' + "[" * 90_000, "post.md:1: not JSON: nested too deeply"),
        (
            "+++\na = " + "[" * 30_000 + "\n+++",
            "post.md:2: not TOML: nested too deeply",
        ),
        ('{"a": [[[[[[[[[[[[1]]]]]]]]]]]]}', "post.md:1: nested more than 12 levels"),
        ("---\ntitle: A\n# " + "x" * 64_000 + "\n---\n", "longer than 64 kB"),
        ("word " * 60_000, "post.md:1: longer than 256 kB"),
        (
            "---\ntitle: A\nauthor: {orcid: x}\n---\n",
            "post.md:3: an author has no name",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(text, error):
    with pytest.raises(BundleError) as refused:
        translation(text)
    assert error in str(refused.value)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-05", date(2024, 1, 5)),
        ("2024-01-05T23:59:00-08:00", date(2024, 1, 5)),
        ("2024/1/5", date(2024, 1, 5)),
        ("5 January 2024", date(2024, 1, 5)),
        ("2024-02-30", None),
        ("01/05/2024", None),
        ("today", None),
        ("9" * 100_000, None),
    ],
)
def test_a_day_is_read_where_there_is_one_way_to_read_it(text, day):
    assert read_day(text) == day
