"""What the name of a venue says for certain about the works that appear in it."""

import re

# "Proceedings of" is no sign of a conference: the VLDB Endowment, the IEEE and the
# ACM's programming languages have journals of that name.
CONFERENCE = re.compile(
    r"\b(?:conference|symposium|workshop)\b"
    r"|\badvances in neural information processing systems\b",
    re.IGNORECASE,
)
JOURNAL = re.compile(r"\bjournal of\b|\btransactions on\b", re.IGNORECASE)


def type_at(venue: str) -> str | None:
    """The CSL type of a work there; none where the name leaves it open."""
    if JOURNAL.search(venue):
        return "article-journal"
    return "paper-conference" if CONFERENCE.search(venue) else None
