"""The least that is valid, in fixed values: a failure prints the same twice."""

from datetime import date
from typing import Any

import factory
import wagtail_factories
from wagtail.models import Page

from writing.models import (
    Paper,
    ReviewPage,
    ReviewTag,
    SeriesPage,
    WritingIndexPage,
)

DEK = (
    "The paper that began it guarantees at-least-once delivery, replicates nothing, "
    "and waits for no acknowledgement. Its fastest number depends on all three."
)


def claim(**values: Any) -> dict[str, Any]:
    """A claim block that the publish gate lets through."""
    return {
        "type": "claim",
        "value": {
            "said": "Kafka delivers each message exactly once.",
            "verdict": "contradicted",
            "found": "The paper promises at-least-once delivery.",
            "locators": "§3.3, p. 4",
            "words": "",
            "heard": {"kind": "reading"},
            "label": "exactly-once",
            **values,
        },
    }


def prose(text: str) -> dict[str, Any]:
    """A block of Markdown."""
    return {"type": "prose", "value": text}


TAGS = ["logs", "messaging"]
BODY = [prose("## What was built\n\nA partition is a log."), claim()]
TAKEAWAYS = [
    {"type": "takeaway", "value": text}
    for text in ("The first.", "The second.", "The third.")
]


class PaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Paper

    slug = factory.Sequence("paper-{}".format)
    short_title = factory.Sequence("Paper {}".format)
    title = factory.Sequence("Paper {}: a System".format)
    venue = "NetDB 2011"
    year = 2011
    live = True


class ReviewPageFactory(wagtail_factories.PageFactory):
    """A live review; `parent` is the Writing index."""

    class Meta:
        model = ReviewPage

    title = factory.Sequence("Review {}".format)
    paper = factory.SubFactory(PaperFactory)
    dek = DEK
    bottom_line = "Read it for the shape of the log."
    takeaways = TAKEAWAYS
    body = BODY
    published_on = date(2026, 1, 1)

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: Any) -> Any:
        tags = kwargs.pop("tags", [])
        byline = kwargs.pop("byline", ["The editors"])
        page = model_class(**kwargs)
        page.byline = [page.byline.model(name=name) for name in byline]
        page.tags.add(*tags)
        parent.add_child(instance=page)
        page.save_revision()
        return page


class SeriesPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = SeriesPage

    title = factory.Sequence("Series {}".format)

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: Any) -> Any:
        reviews = kwargs.pop("reviews", [])
        page = model_class(**kwargs)
        page.entries = [page.entries.model(review=review) for review in reviews]
        parent.add_child(instance=page)
        return page


def enter_tags() -> list[ReviewTag]:
    """The vocabulary from which the tests' reviews take their tags."""
    return [ReviewTag.objects.create(name=name) for name in TAGS]


def writing_index() -> WritingIndexPage:
    """The Writing index of a prepared site."""
    return WritingIndexPage.objects.get()


def root() -> Page:
    """The root of the tree."""
    return Page.get_first_root_node()
