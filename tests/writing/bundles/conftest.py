"""Folders of bundles, written line by line."""

import pytest

FRONT = """\
---
title: Kafka, read closely
dek: >-
  The paper that began it guarantees at-least-once delivery, replicates nothing, and
  waits for no acknowledgement. Its fastest number depends on all three of these.
bottom_line: Read it for the shape of the log.
takeaways:
- The first.
- The second.
- The third.
tags: [clusters, logs, messaging]
byline:
- name: The editors
published: 2026-11-12
paper:
  slug: kafka
  short_title: Kafka
  title: "Kafka: a Distributed Messaging System"
  year: 2011
---
"""
BODY = """
## What was built

A partition is a log [@kreps2011kafka, §3].

:::{claim} Kafka delivers each message exactly once.
:label: exactly-once
:verdict: contradicted
:heard: common reading
:locators: §3.3, p. 4

The paper promises at-least-once delivery.
:::
"""
# What the publish gate wants besides, at the end of a body.
REST = """
:::{key-numbers}

value,unit,what,locators
1,byte,a size,"§5, p. 6"
2,bytes,a size,"§5, p. 6"
3,bytes,a size,"§5, p. 6"
:::

:::{equation}
:label: all-n
:alt: n

n
:::

:::{code} text
:label: pulling

pull
:::

:::{table} Two
:label: all-two
:locators: §5

a,b
1,2
:::

:::{quote}
:locators: §3

Words.
:::
"""
for number, verdict in enumerate(["holds", "overstated", "absent"] * 2, start=1):
    REST += f"""
:::{{claim}} Saying {number}.
:label: saying-{number}
:verdict: {verdict}
:heard: common reading
:locators: throughout

So it is.
:::
"""
REST += "\n" + "\n\n".join(["word " * 189 + "word"] * 10) + "\n"
SOUND = BODY + REST
REFERENCES = "@misc{kreps2011kafka,\n  title = {Kafka},\n  paper = {kafka}\n}\n"


class Shelf:
    """A folder in which a test puts bundles."""

    def __init__(self, folder):
        self.folder = folder

    def put(self, slug="kafka", front=FRONT, body=SOUND, **files):
        """Write a bundle, by default one that can be published; give its folder."""
        folder = self.folder / slug
        folder.mkdir(exist_ok=True)
        named = {"references.bib": REFERENCES, **files}
        for name, content in {"index.md": front + body, **named}.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
        return folder

    def put_other(self, slug, *changes):
        """Write a bundle of another paper; changes are pairs of old and new text."""
        text = FRONT.replace("slug: kafka", f"slug: {slug}")
        for old, new in changes:
            text = text.replace(old, new)
        body = SOUND.replace("[@kreps2011kafka, §3]", "")
        return self.put(slug, text, body, **{"references.bib": ""})


@pytest.fixture
def shelf(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    return Shelf(folder)
