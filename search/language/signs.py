"""The signs of a text: which of them are looked for, and which only part words.

Words are what FTS5's unicode61 makes of a text: letters and digits with their marks,
parted by whatever stands between them.
"""

import re
import unicodedata

LONGEST = 200
QUOTES = dict.fromkeys(map(ord, "“”„‟«»＂"), '"')
# What shows nothing and parts nothing: soft hyphens, marks of direction.
UNSEEN = re.compile("[\u00ad\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
APART = re.compile("[\x00-\x1f\x7f-\x9f\u200b]")
JOINERS = "\u200c\u200d"


def readable(text: str) -> str:
    """The text without what can't be stored or seen: NUL, controls, lone surrogates."""
    text = text.encode("utf-8", "ignore").decode()
    text = APART.sub(" ", UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", text).strip()


def cut(text: str, longest: int = LONGEST) -> str:
    """The beginning of a text, no letter parted from its marks."""
    end = longest
    while 0 < end < len(text) and _joined(text, end):
        end -= 1
    return text[: end or longest].rstrip()


def _joined(text: str, place: int) -> bool:
    """Whether the signs on both sides of a place are one to the eye."""
    return text[place] in JOINERS or text[place - 1] in JOINERS or is_mark(text[place])


def is_mark(sign: str) -> bool:
    """Whether a sign only changes the letter before it."""
    return unicodedata.category(sign).startswith("M")


def words_of(text: str) -> list[str]:
    """The words as the indexes know them: “LLM.int8()” is “LLM” and “int8”."""
    spaced = (sign if sign.isalnum() or is_mark(sign) else " " for sign in text)
    return [word for word in "".join(spaced).split() if any(map(str.isalnum, word))]


def trimmed(text: str) -> str:
    """The text without the punctuation around it; “C++” and “C#” keep theirs."""
    text = " ".join(text.split())
    places = [place for place, sign in enumerate(text) if sign.isalnum()]
    if not places:
        return ""
    end = places[-1] + 1
    while end < len(text) and (text[end] in "+#" or is_mark(text[end])):
        end += 1
    return text[places[0] : end]
