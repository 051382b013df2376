"""A site with something on every public page."""

from wagtail.images.tests.utils import get_test_image_file

from home.models import EditorialImage
from tests.factories import (
    PaperFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    claim,
    prose,
    sound,
    writing_index,
)
from writing.models import ReviewPage

EVERYTHING = "/writing/everything/"
BUNDLES = ("/writing/kafka/", "/writing/mooncake/", "/writing/toolformer/")
REVIEWS = (EVERYTHING, *BUNDLES)
MISSING = "/nowhere/"
PAGES = (
    "/",
    "/about/",
    "/writing/",
    "/writing/tags/",
    "/writing/tags/messaging/",
    "/writing/map/",
    "/writing/claims/",
    "/writing/a-reading-path/",
    "/search/",
    "/search/?q=log",
    "/search/?q=zugzwang",
    MISSING,
    *REVIEWS,
    f"{EVERYTHING}?depth=verdicts",
    f"{EVERYTHING}?depth=claims",
)

REFERENCES = {
    "kreps2011": {
        "type": "article",
        "title": "Kafka: a Messaging System",
        "URL": "https://example.org/kafka.pdf",
    }
}
DATA = """Test,Messages/s,Errors,Bytes,Batch
Producer,400000,≈3,200,50
Consumer,22000,≈1,200,1"""
PROSE = """## Text of every kind {#text}

*Emphasis*, `code`, ~~struck~~ words, $N = P/C$, a [link](https://example.org/),
a note[^1] and {claim}`a phrase <exactly-once>` beside {ref}`exactly-once`.
Then {ref}`boxes`, {ref}`sum`, [this section](#text) and a work [@kreps2011, §3].

[^1]: A note in the margin.

### A list and a table

- one
- two

| Test | Messages |
|------|---------:|
| one  | 400000   |

> Quoted.

```python
for partition in mine:
    pull(partition)
```
"""


def add_everything():
    """A review with every kind of block, and a series of it and all others."""
    everything = ReviewPageFactory(
        parent=writing_index(),
        title="Everything a review may hold",
        slug="everything",
        paper=PaperFactory(short_title="Kafka again"),
        body=body(),
        tags=["messaging"],
        references=REFERENCES,
    )
    SeriesPageFactory(
        parent=writing_index(),
        title="A reading path",
        slug="a-reading-path",
        introduction="What to read, and in which order.",
        reviews=[everything, *ReviewPage.objects.exclude(pk=everything.pk)],
    )


def review_without_maths():
    """The address of a review that sets no formula."""
    body = [block for block in sound(claim()) if block["type"] != "equation"]
    page = ReviewPageFactory(parent=writing_index(), slug="plain", body=body)
    return page.url


def body():
    """Every kind of block."""
    image = EditorialImage.objects.create(
        title="Pipeline",
        file=get_test_image_file(size=(1400, 700)),
        credit="The editors",
        licence="own",
    )
    places = {"locators": "§5, p. 5"}
    number = {"value": "400,000", "unit": "msg/s", "what": "a producer", **places}
    table = {"data": DATA, "caption": "What each test measured", **places}
    return [
        prose(PROSE),
        block("quote", text="Words of the paper.", **places),
        block("key_numbers", numbers=[number] * 3),
        block(
            "figure",
            image=image.pk,
            alt="Boxes in a row",
            caption="*Redrawn*",
            label="boxes",
        ),
        block(
            "equation",
            latex=r"\sum_{i=1}^{n} \frac{a_i + b_i}{c_i} = \sqrt{x} + "
            + " + ".join(f"x_{{{i}}}" for i in range(40)),
            alt="A long sum",
            label="sum",
            numbered=True,
        ),
        block(
            "code",
            language="python",
            code="def pull(partition):\n    return " + "partition." * 30 + "log",
            caption="A long line",
            lines="2",
        ),
        block("table", note="≈ is read off a figure.", **table),
        block("chart", kind="bar", alt="One is far ahead.", **table),
        block("callout", kind="limits", text="Only one side batched its writes."),
        *sound(claim()),
    ]


def block(kind, /, **values):
    """A block as it is stored."""
    return {"type": kind, "value": values}
