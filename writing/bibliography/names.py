"""Names of people as BibTeX writes them, and as CSL does."""

import re
from collections.abc import Iterable, Mapping

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from writing.bibliography.latex import decode, encode, one_line

# Words that no person is called by, but bodies of people are.
BODY = re.compile(
    r"\b(?:collaboration|consortium|team|group|project|initiative|committee"
    r"|foundation|institute|association|community|authors)\b",
    re.IGNORECASE,
)
SUFFIX = re.compile(r",? (Jr\.?|Sr\.?|II|III|IV)$")


def read_people(latex: str) -> list[dict[str, str]]:
    return [name for one in split_multiple_persons_names(latex) if (name := _name(one))]


def write_people(people: Iterable[Mapping[str, str]]) -> str:
    return " and ".join(map(_written_name, people))


def read_name(text: str) -> dict[str, str]:
    """A name in plain text, as "Guido van Rossum" or as "Rossum, Guido van"."""
    text = one_line(text)
    if any(map(str.isalpha, text)) and "," in text:
        return _listed(*(part.strip() for part in text.split(",", 2)))
    if not any(map(str.isalpha, text)) or BODY.search(text):
        return {"literal": text} if any(map(str.isalnum, text)) else {}
    whole, suffix, _ = [*SUFFIX.split(text, maxsplit=1), "", ""][:3]
    name = _name(encode(whole))
    return {**name, "suffix": suffix} if suffix and "family" in name else name


def _listed(family: str, given: str, suffix: str = "") -> dict[str, str]:
    """A name as catalogues list it; what stands before a comma alone is a body."""
    if not (family and given):
        return {"literal": family or given}
    name = {"family": family, "given": given, "suffix": suffix}
    return {part: text for part, text in name.items() if text}


def _name(latex: str) -> dict[str, str]:
    if _is_braced(latex.strip()):
        return _literal(latex)
    parts = parse_single_name_into_parts(latex)
    name = {
        "family": decode(" ".join(parts.last)),
        "given": decode(" ".join(parts.first)),
        "non-dropping-particle": decode(" ".join(parts.von)),
        "suffix": decode(" ".join(parts.jr)),
    }
    if not (name["family"] and name["given"]):
        return _literal(" ".join([*parts.first, *parts.von, *parts.last, *parts.jr]))
    if not _is_particle(name["non-dropping-particle"]):
        name["family"] = decode(" ".join([*parts.von, *parts.last]))
        del name["non-dropping-particle"]
    return {part: text for part, text in name.items() if text}


def _literal(latex: str) -> dict[str, str]:
    """A body of people, or a person of one name; `others` is kept for "et al."."""
    text = decode(latex)
    return {"literal": text} if text else {}


def _is_braced(latex: str) -> bool:
    """Whether one pair of braces holds the whole name."""
    depth, closed = 0, False
    for sign in re.findall(r"\\.|[{}]|[^\\{}]+|\\", latex, re.DOTALL):
        if closed or not (depth or sign == "{"):
            return False
        depth += (sign == "{") - (sign == "}")
        closed = depth == 0
    return closed


def _is_particle(text: str) -> bool:
    """Whether BibTeX would take the words before a family name for its particle."""
    words = text.split()
    return bool(words) and all(map(_is_plain, words)) and words[-1][0].islower()


def _is_plain(word: str) -> bool:
    letters = all(sign.isalpha() or sign in ".'’-" for sign in word)
    return letters and word[0].isalpha() and word.lower() != "and"


def _written_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        literal = name["literal"]
        return literal if literal == "others" else f"{{{encode(literal)}}}"
    family = encode(name.get("family", ""))
    if not all(_is_plain(word) and word[0].isupper() for word in family.split()):
        family = f"{{{family}}}"
    last = f"{encode(name.get('non-dropping-particle', ''))} {family}".strip()
    rest = [_kept_whole(name[part]) for part in ("suffix", "given") if name.get(part)]
    return ", ".join([last, *rest])


def _kept_whole(text: str) -> str:
    latex = encode(text)
    # A comma or "and" ends a name; after a backslash bibtexparser may miss an "and".
    unsafe = re.search(r"[,\\]|\band\b", latex, re.IGNORECASE)
    return f"{{{latex}}}" if unsafe else latex
