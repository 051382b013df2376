"""Synthetic reviews as rows of the site's own tables, many at a time.

What the publish gate asks for and what a page is drawn from (revisions, most of a
rendering) is left out: search reads none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F, Model
from django.db.models.sql import InsertQuery
from django.utils.text import slugify
from wagtail.models import Page

from bench.search_speed.reviews import SERIES_LENGTH, Journal, Review
from writing.models import (
    Claim,
    Contributor,
    Paper,
    PaperAuthor,
    Rendered,
    ReviewPage,
    ReviewTag,
    SeriesEntry,
    SeriesPage,
    TaggedReview,
    WritingIndexPage,
)

# Reviews to a transaction: about 12 MB of rows.
CHUNK = 250


def write(journal: Journal, count: int, say: Callable[[str], None]) -> None:
    """Add the first reviews of a journal to a prepared site, then its series."""
    writer = Writer(journal)
    numbers = iter(range(1, count + 1))
    while chunk := list(islice(numbers, CHUNK)):
        writer.write([journal.review(number) for number in chunk])
        if chunk[-1] % (20 * CHUNK) == 0:
            say(f"{chunk[-1]} of {count} reviews written")
    writer.write_series()


class Writer:
    """Writes reviews below the Writing index, and keeps what rows have in common."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.index = WritingIndexPage.objects.get()
        self.type = ContentType.objects.get_for_model(ReviewPage)
        self.tags = [
            ReviewTag.objects.create(name=name, slug=slug)
            for name, slug in zip(journal.tags, journal.tag_slugs, strict=True)
        ]

    @transaction.atomic
    def write(self, reviews: Sequence[Review]) -> None:
        """Add reviews, whose numbers follow those written before."""
        papers = Paper.objects.bulk_create(map(paper_of, reviews))
        pages = Page.objects.bulk_create(map(self._page, reviews))
        written = list(zip(reviews, pages, strict=True))
        insert(ReviewPage, map(review_of, reviews, pages, papers))
        insert(PaperAuthor, authors_of(reviews, papers))
        insert(Contributor, (byline_of(review, page.pk) for review, page in written))
        insert(TaggedReview, (row for pair in written for row in self._tagged(*pair)))
        insert(Claim, (row for pair in written for row in claims_of(*pair)))
        insert(Rendered, (rendered_of(review, page.pk) for review, page in written))
        below = Page.objects.filter(pk=self.index.pk)
        below.update(numchild=F("numchild") + len(reviews))

    def write_series(self) -> None:
        """Give each series its reviews, spread over the whole journal."""
        keys = list(ReviewPage.objects.order_by("pk").values_list("pk", flat=True))
        self.index.refresh_from_db()
        for position, name in enumerate(self.journal.series):
            series = SeriesPage(title=name, introduction=name)
            self.index.add_child(instance=series)
            chosen = keys[position :: max(1, len(keys) // SERIES_LENGTH)]
            # Saved with its entries, it would have every review indexed.
            SeriesEntry.objects.bulk_create(
                SeriesEntry(series=series, review_id=key) for key in chosen
            )

    def _page(self, review: Review) -> Page:
        index = self.index
        slug = f"review-{review.number}"
        published = datetime.combine(review.published_on, time(), UTC)
        return Page(
            path=index._get_path(index.path, index.depth + 1, review.number),
            depth=index.depth + 1,
            locale_id=index.locale_id,
            content_type=self.type,
            title=review.title,
            draft_title=review.title,
            slug=slug,
            url_path=f"{index.url_path}{slug}/",
            first_published_at=published,
            last_published_at=published,
        )

    def _tagged(self, review: Review, page: Page) -> Iterator[TaggedReview]:
        for tag in review.tags:
            yield TaggedReview(content_object_id=page.pk, tag=self.tags[tag])


def insert(model: type[Model], rows: Iterable[Any]) -> None:
    """Insert rows of exactly this table; `bulk_create` refuses a page's own half."""
    query = InsertQuery(model)
    fields = [
        field for field in model._meta.local_concrete_fields if not is_auto(field)
    ]
    query.insert_values(fields, list(rows))
    query.get_compiler(connection=connection).execute_sql()


def is_auto(field: Any) -> bool:
    """Whether the database numbers the rows itself."""
    return bool(getattr(field, "db_returning", False))


def paper_of(review: Review) -> Paper:
    """The paper that a review is of."""
    return Paper(
        slug=f"paper-{review.number}",
        short_title=review.paper_name,
        title=review.paper_title,
        venue=f"{review.venue} {review.year}",
        venue_name=review.venue,
        year=review.year,
        arxiv_id=f"{review.number // 99999 + 1000}.{review.number % 99999:05}",
        live=True,
    )


def review_of(review: Review, page: Page, paper: Paper) -> ReviewPage:
    """A review's own half of its page."""
    return ReviewPage(
        page_ptr_id=page.pk,
        paper=paper,
        dek=review.dek,
        bottom_line=review.bottom_line,
        takeaways=[],
        body=review.body,
        published_on=review.published_on,
    )


def authors_of(
    reviews: Sequence[Review], papers: Sequence[Paper]
) -> Iterator[PaperAuthor]:
    """The authors of papers, in their order."""
    for review, paper in zip(reviews, papers, strict=True):
        for position, (given, family) in enumerate(review.authors):
            yield PaperAuthor(
                paper=paper, given=given, family=family, sort_order=position
            )


def byline_of(review: Review, key: int) -> Contributor:
    """The one who wrote a review."""
    return Contributor(review_id=key, name=review.byline, sort_order=0)


def claims_of(review: Review, page: Page) -> Iterator[Claim]:
    """The claims of a review, as a publish keeps them."""
    blocks = (block for block in review.body if block["type"] == "claim")
    for number, block in enumerate(blocks, start=1):
        value = block["value"]
        yield Claim(
            review_id=page.pk,
            number=number,
            block_id=UUID(block["id"]),
            label=value["label"],
            said=value["said"],
            verdict=value["verdict"],
            found=value["found"],
            locators=value["locators"],
            heard="common reading",
        )


def rendered_of(review: Review, key: int) -> Rendered:
    """What lists of reviews, and search, read of a rendering."""
    verdicts = [claim.verdict for claim in review.claims]
    return Rendered(
        review_id=key,
        blocks=list(map(drawn, review.body)),
        anchors={
            block["id"]: [f"claim-{block['value']['label']}"]
            for block in review.body
            if block["type"] == "claim"
        },
        tally={verdict: verdicts.count(verdict) for verdict in set(verdicts)},
        byline=review.byline,
        words=sum(len(section.text.split()) for section in review.sections),
    )


def drawn(block: dict[str, Any]) -> dict[str, Any]:
    """A block as it is drawn, with the anchor of its heading."""
    if block["type"] != "prose":
        found = block["value"]["found"]
        return {"type": "claim", "html": f"<p>{found}</p>", "words": len(found.split())}
    heading, _, text = block["value"].removeprefix("## ").partition("\n\n")
    html = f'<h2 id="{slugify(heading)}">{heading}</h2>\n<p>{text}</p>'
    return {"type": "prose", "html": html, "words": len(text.split())}


def are_there(count: int) -> bool:
    """Whether a database was filled before; one that holds others can't be used."""
    found = ReviewPage.objects.count()
    if found not in {0, count}:
        raise ValueError(f"There are {found} reviews in the database, not {count}.")
    return found == count
