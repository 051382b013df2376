"""What a review's page says of itself to machines: Highwire tags and JSON-LD.

The tags describe this page, the review, and not the paper. Zotero reads them and no
JSON-LD; docs/structured-data.md lists each field with the source that asks for it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from writing.bibliography.identifiers import arxiv_url, doi
from writing.bibliography.links import arxiv
from writing.bibliography.ris import OTHERS
from writing.citing import LANGUAGE, Place, Record, paper_record, place_of
from writing.citing import review_record as record_of
from writing.corrections import summary_of
from writing.rendering.typography import curled
from writing.verdicts import Verdict

if TYPE_CHECKING:
    from writing.models import Claim, ReviewPage

Thing = dict[str, Any]

# JSON in a script element ends at "</script>", wherever that stands.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def head_of(
    review: "ReviewPage",
    claims: Iterable["Claim"],
    corrections: Iterable[Mapping[str, Any]] = (),
) -> SafeString:
    """The metadata for the head of the review's page; none without an address."""
    place = place_of(review)
    if not (review.paper_id and place.url):
        return mark_safe("")
    tags = format_html_join(
        "\n", '<meta name="{}" content="{}">', highwire(record_of(review, place))
    )
    graph = [
        review_thing(review, place) | corrected(corrections, place),
        # A draft's claim may have no verdict yet.
        *(claim_review(one, review, place) for one in claims if one.verdict in Verdict),
        breadcrumbs(review, place),
    ]
    return format_html("{}\n{}", tags, script(graph))


def script(graph: list[Thing]) -> SafeString:
    """A block of data, which no browser runs: the content policy lets it stand."""
    document = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text.translate(ESCAPES)),  # noqa: S308
    )


# Highwire


def highwire(record: Record) -> list[tuple[str, str]]:
    """The tags of a review by its CSL record.

    There is no citation_journal_title and its like on purpose: each would make Zotero
    take the page for what has such a container. The site is in `og:site_name`, which
    Zotero takes for the web site's title once it knows that this is a web page.
    """
    year, month, day = record.get("issued", {}).get("date-parts", [["", "", ""]])[0]
    date = f"{year:04}/{month:02}/{day:02}" if year else ""
    tags = [
        # Without it a citation_title alone is taken for a journal article's.
        ("z:itemType", "webpage"),
        ("citation_title", record["title"]),
        *(("citation_author", one["literal"]) for one in record.get("author", [])),
        ("citation_publication_date", date),
        ("citation_online_date", date),
        ("citation_language", record["language"]),
        ("citation_public_url", record["URL"]),
        ("citation_fulltext_html_url", record["URL"]),
    ]
    return [(name, value) for name, value in tags if value]


# schema.org


def review_thing(review: "ReviewPage", place: Place) -> Thing:
    """The review, with the paper it is of."""
    return known(
        {
            "@type": "Review",
            "@id": f"{place.url}#review",
            "url": place.url,
            "name": curled(review.title),
            "description": curled(review.search_description or review.dek),
            "author": [by(one.name, one.url) for one in review.byline.all()],
            "publisher": publisher(place),
            "isPartOf": {"@type": "WebSite", "name": place.site, "url": home(place)},
            **dates(review),
            "inLanguage": LANGUAGE,
            "itemReviewed": article(paper_record(review.paper), place),
        }
    )


def corrected(corrections: Iterable[Mapping[str, Any]], place: Place) -> Thing:
    """What was corrected after it was published, newest first."""
    return known(
        {
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "url": f"{place.url}#correction-{one['number']}",
                    "dateCreated": one["day"],
                    "text": curled(summary_of(one)),
                }
                for one in corrections
            ]
        }
    )


def article(record: Record, place: Place) -> Thing:
    """A paper by its CSL record."""
    names = {"DOI": doi(str(record.get("DOI", ""))), "arXiv": arxiv(record)}
    return known(
        {
            "@type": "ScholarlyArticle",
            "@id": f"{place.url}#paper",
            "name": record["title"],
            "author": [
                person(one) for one in record.get("author", []) if one != OTHERS
            ],
            "datePublished": str(record["issued"]["date-parts"][0][0]),
            "isPartOf": container(record),
            "url": record.get("URL"),
            "identifier": [
                {"@type": "PropertyValue", "propertyID": scheme, "value": name}
                for scheme, name in names.items()
                if name
            ],
            "sameAs": [
                *([f"https://doi.org/{names['DOI']}"] if names["DOI"] else []),
                *([arxiv_url(names["arXiv"])] if names["arXiv"] else []),
            ],
        }
    )


def claim_review(claim: "Claim", review: "ReviewPage", place: Place) -> Thing:
    """One claim, held against the paper; Holds is the best of the scale."""
    verdict = Verdict(claim.verdict)
    url = f"{place.url}#claim-{claim.label}"
    return known(
        {
            "@type": "ClaimReview",
            "@id": url,
            "url": url,
            "claimReviewed": curled(claim.said),
            "author": publisher(place),
            **dates(review),
            "itemReviewed": known(
                {
                    "@type": "Claim",
                    "name": curled(claim.said),
                    "appearance": appearance(claim, review),
                    "about": {"@id": f"{place.url}#paper"},
                }
            ),
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": len(Verdict) + 1 - verdict.position,
                "bestRating": len(Verdict),
                "worstRating": 1,
                "alternateName": verdict.label,
            },
            "isPartOf": {"@id": f"{place.url}#review"},
        }
    )


def appearance(claim: "Claim", review: "ReviewPage") -> Thing:
    """Where the claim is said, when that can be looked up; empty for common reading."""
    blocks = {str(block.id): block for block in review.body}
    block = blocks.get(str(claim.block_id))
    heard: Mapping[str, Any] = (block and block.value["heard"]) or {}
    if heard.get("kind") == "link" and heard.get("url"):
        name, day = heard.get("title"), heard.get("date")
        return work(heard["url"], name, day.isoformat() if day else "")
    if heard.get("kind") == "reference":
        cited = [r for r in review.references.all() if r.key == heard.get("reference")]
        record = cited[0].csl_record if cited else {}
        return work(record.get("URL"), record.get("title"), "")
    return {}


def work(url: str | None, name: str | None, date: str) -> Thing:
    """A work of no known kind; nothing without an address or a name."""
    given = known({"url": url, "name": name, "datePublished": date})
    return {"@type": "CreativeWork", **given} if given else {}


def breadcrumbs(review: "ReviewPage", place: Place) -> Thing:
    """The way here from the front page."""
    index = review.get_parent()
    above = place.url.removesuffix(f"{review.slug}/")
    steps = [("Home", home(place)), (index.title, above), (review.title, place.url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": curled(name), "item": url}
            for n, (name, url) in enumerate(steps, start=1)
        ],
    }


def publisher(place: Place) -> Thing:
    """Whoever publishes the site, or the site itself."""
    name = place.publisher or place.site
    return {"@type": "Organization", "name": name, "url": home(place)}


def by(name: str, url: str) -> Thing:
    """A name of the byline: “The …” is a group of people, as in “The editors”."""
    kind = "Organization" if name.lower().startswith("the ") else "Person"
    return known({"@type": kind, "name": name, "url": url})


def person(name: Mapping[str, str]) -> Thing:
    """An author of the paper: a person's two names, or a group's one."""
    if "literal" in name:
        return {"@type": "Organization", "name": name["literal"]}
    return {"@type": "Person", "name": f"{name['given']} {name['family']}"}


def container(record: Record) -> Thing:
    """What the paper appeared in; a periodical only where that is certain."""
    periodical = record["type"] == "article-journal"
    kind = "Periodical" if periodical else "CreativeWork"
    name = record.get("container-title")
    return {"@type": kind, "name": name} if name else {}


def dates(review: "ReviewPage") -> Thing:
    """First published, and last changed in a verdict, a number or an argument."""
    days = {"datePublished": review.published_on, "dateModified": review.revised_on}
    return {name: day.isoformat() for name, day in days.items() if day}


def home(place: Place) -> str:
    """The front page of the review's site."""
    parts = urlsplit(place.url)
    return f"{parts.scheme}://{parts.netloc}/"


def known(thing: Thing) -> Thing:
    """The thing without the properties of which nothing is known."""
    return {name: value for name, value in thing.items() if value}
