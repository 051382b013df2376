"""The least that is valid, in fixed values: a failure prints the same twice."""

from datetime import date
from typing import Any
from uuid import UUID

import factory
import wagtail_factories
from wagtail.models import Page, Revision

from search.indexing.names import starts_of
from search.models import Suggestion
from writing.checks import findings
from writing.models import (
    Override,
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


def key_numbers() -> dict[str, Any]:
    """Three numbers with their places."""
    number = {"unit": "bytes", "what": "a size", "locators": "§5, p. 6"}
    items = [
        {"type": "item", "value": {**number, "value": str(n)}, "id": str(UUID(int=n))}
        for n in (1, 2, 3)
    ]
    return {"type": "key_numbers", "value": {"numbers": items}}


def sound(*blocks: dict[str, Any]) -> list[dict[str, Any]]:
    """These blocks, then what a body lacks that the publish gate wants.

    That is six claims over three verdicts, key numbers, words enough for any blocks of
    up to 800 words, and one of each kind of block that readers expect. It opens with
    prose if the blocks do.
    """
    verdicts = ["holds", "overstated", "absent"] * 2
    claims = [
        claim(said=f"Saying {n}.", label=f"saying-{n}", verdict=verdict, found="So.")
        for n, verdict in enumerate(verdicts, start=1)
    ]
    filling = "\n\n".join(["word " * 190] * 10)
    return [*blocks, key_numbers(), *claims, *APPARATUS, prose(filling)]


APPARATUS = [
    {"type": "equation", "value": {"latex": "n", "alt": "n", "label": "all-n"}},
    {
        "type": "code",
        "value": {
            "language": "text",
            "code": "pull",
            "caption": "",
            "label": "pulling",
        },
    },
    {
        "type": "table",
        "value": {
            "data": "a,b\n1,2",
            "caption": "Two",
            "locators": "§5",
            "label": "all-two",
        },
    },
    {"type": "quote", "value": {"text": "Words.", "locators": "§3"}},
]


def offer(kind: str, text: str, *reviews: ReviewPage, anchor: str = "") -> None:
    """Offer a name of reviews to who begins to type it, as the index would."""
    Suggestion.objects.bulk_create(
        Suggestion(review=review, kind=kind, key=key, text=text, anchor=anchor)
        for review in reviews
        for key in starts_of(text)
    )


TAGS = ["clusters", "logs", "messaging"]
# What a review with fewer than three tags is given besides.
MORE_TAGS = ["x-rays", "yields", "zeros"]
BODY = sound(prose("## What was built\n\nA partition is a log."), claim())
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

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        authors = kwargs.pop("authors", [])
        paper = super()._create(model_class, *args, **kwargs)
        if authors:
            paper.authors = [
                paper.authors.model(given=given, family=family)
                for given, family in authors
            ]
            paper.save()
        return paper


# A paper with every kind of identifier, for `PaperFactory(**IDENTIFIED)`.
IDENTIFIED = {
    "slug": "kafka",
    "title": "Kafka: a Distributed Messaging System",
    "venue_name": "6th International Workshop on Networking Meets Databases",
    "arxiv_id": "1106.00001",
    "doi": "10.1000/182",
    "url": "https://example.org/kafka",
}


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
        tags = kwargs.pop("tags", TAGS)
        byline = kwargs.pop("byline", ["The editors"])
        references = kwargs.pop("references", {})
        page = model_class(**kwargs)
        page.byline = [page.byline.model(name=name) for name in byline]
        page.references = [
            page.references.model(key=key, record=record)
            for key, record in references.items()
        ]
        page.tags.add(*tags, *MORE_TAGS[: max(0, 3 - len(tags))])
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
        page.entries = [
            page.entries.model(review=review, sort_order=place)
            for place, review in enumerate(reviews)
        ]
        parent.add_child(instance=page)
        return page


def enter_tags() -> list[ReviewTag]:
    """The vocabulary from which the tests' reviews take their tags."""
    return [ReviewTag.objects.get_or_create(name=name)[0] for name in TAGS]


def writing_index() -> WritingIndexPage:
    """The Writing index of a prepared site."""
    return WritingIndexPage.objects.get()


def root() -> Page:
    """The root of the tree."""
    return Page.get_first_root_node()


def in_spite_of_warnings(revision: Revision, reason: str = "We know.") -> Revision:
    """The revision of a review, whose warnings no longer keep it from going live."""
    Override.of(findings(revision.as_object()), None, reason).hold_for(revision)
    return revision
