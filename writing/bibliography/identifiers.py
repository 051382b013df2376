"""Identifiers of papers, found in what people paste."""

import re
from urllib.parse import unquote

# A bare number stands alone; in the midst of other text "arXiv" comes before it,
# since a DOI or a page range may look the same.
ARXIV = re.compile(
    r"""(?:^\s*|arxiv(?:\.org/[a-z]+/|[.:\s]+))
    (?P<id>\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/\d{7})
    (?P<version>v[1-9]\d?)?
    (?!\w|\.\d)""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
# Printable ASCII but for the quotation mark, the backslash and the braces.
DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/[!#-\[\]-z|~]+")
LONGEST_DOI = 500
CLOSES = {")": "(", "]": "[", ">": "<"}


def arxiv_id(text: str) -> str | None:
    """The bare arXiv number in an address or a citation, without its version."""
    match = ARXIV.search(text)
    if not match:
        return None
    archive, slash, number = match["id"].lower().partition("/")
    return f"{archive.split('.')[0]}/{number}" if slash else match["id"]


def arxiv_version(text: str) -> str | None:
    """The version beside the arXiv number, as in "v3"."""
    match = ARXIV.search(text)
    return match["version"].lower() if match and match["version"] else None


def arxiv_name(text: str) -> str | None:
    """What arXiv calls the paper, its version kept, as in "arXiv:2407.00079v3"."""
    number = arxiv_id(text)
    return f"arXiv:{number}{arxiv_version(text) or ''}" if number else None


def arxiv_url(name: str) -> str:
    return f"https://arxiv.org/abs/{name.removeprefix('arXiv:')}"


def doi(text: str) -> str | None:
    """The bare DOI in an address or a citation, in lower case."""
    if "://" in text:
        text = unquote(re.split("[?#]", text)[0])
    match = DOI.search(text)
    if not match or len(match[0]) > LONGEST_DOI:
        return None
    name = _without_punctuation(match[0].lower())
    return name if DOI.fullmatch(name) else None


def _without_punctuation(name: str) -> str:
    """Cut what closes the sentence or the bracket around a DOI, not the DOI itself."""
    while name[-1] in ".,;:'!?" or _closes_nothing(name):
        name = name[:-1]
    return name


def _closes_nothing(name: str) -> bool:
    last = name[-1]
    return last in CLOSES and name.count(last) > name.count(CLOSES[last])
