"""What a pasted work is called here: proposals, which a person may change."""

import re
import textwrap

from django.utils.text import slugify

from writing.bibliography.links import Record
from writing.models import Paper

SHORT_TITLE = 60
SHORT_VENUE = 60
SLUG = 60
# A name before a colon or a dash is what people call the work.
NAME_WORDS = 4
NAME_END = re.compile(r"\s*:\s+|\s+[-–—]{1,3}\s+")
KIND_OF_TEXT = re.compile(r"\s+(?:technical report|white ?paper)$", re.IGNORECASE)

ON_ARXIV = re.compile(r"\b(?:arxiv|corr)\b", re.IGNORECASE)
PREPRINT = "arXiv preprint"
# An acronym, with or without a year: “SIGMOD/PODS '10”, “(FAST 25)”.
ACRONYM = r"[A-Z][A-Za-z/&-]*[A-Z][A-Za-z/&-]*"
ACRONYM_ALONE = re.compile(rf"{ACRONYM}(?: ?[’']?\d{{2,4}})?")
IN_BRACKETS = re.compile(rf"\s*\(({ACRONYM})(?: ?[’']?\d{{2,4}})?\)")
KNOWN = {
    "neural information processing systems": "NeurIPS",
    "international conference on machine learning": "ICML",
    "learning representations": "ICLR",
    "conference on language modeling": "COLM",
    "journal of machine learning research": "JMLR",
    "very large data base": "PVLDB",
}


def short_title(record: Record) -> str:
    """What people call it: “Kafka” of “Kafka: a Distributed Messaging System …”."""
    title = str(record.get("title-short") or record.get("title", ""))
    name = NAME_END.split(title)[0]
    if len(name.split()) > NAME_WORDS:
        name = title
    name = KIND_OF_TEXT.sub("", name) or title
    return textwrap.shorten(name, SHORT_TITLE, placeholder="…")


def venue_name(record: Record) -> str:
    """The venue in full, without the acronym after it."""
    container = str(record.get("container-title", ""))
    if ON_ARXIV.search(container):
        return PREPRINT
    return IN_BRACKETS.sub("", container).strip()


def venue(record: Record, year: int) -> str:
    """The venue as it is printed beside a name: “NetDB 2011”."""
    name = _venue(record)
    if not name or len(name) > SHORT_VENUE:
        return ""
    dated = not year or re.search(r"\d{2}$", name)
    return name if dated else f"{name} {year}"


def _venue(record: Record) -> str:
    container = str(record.get("container-title", ""))
    if ON_ARXIV.search(container):
        return "arXiv"
    acronym = IN_BRACKETS.search(container)
    found = (
        _acronym(record, "event-title"),
        _acronym(record, "collection-title"),
        acronym[1] if acronym else "",
        *(short for name, short in KNOWN.items() if name in container.lower()),
        str(record.get("container-title-short", "")),
        container,
        str(record.get("publisher", "")),
    )
    return next(filter(None, found), "")


def _acronym(record: Record, variable: str) -> str:
    text = str(record.get(variable, ""))
    return text if ACRONYM_ALONE.fullmatch(text) else ""


def free_slug(text: str) -> str:
    """A slug of the text that no paper has."""
    wanted = slugify(text)[:SLUG].strip("-") or "paper"
    slug, count = wanted, 1
    while Paper.objects.filter(slug=slug).exists():
        count += 1
        slug = f"{wanted[: SLUG - 5]}-{count}"
    return slug
