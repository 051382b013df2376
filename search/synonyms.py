"""What else to look for: the synonyms that editors keep."""

from collections.abc import Mapping
from dataclasses import dataclass

from search.folding import key_of
from search.models.curated import MOST_GROUPS, MOST_PHRASES, Synonym, phrases_of


@dataclass(frozen=True)
class Synonyms:
    """All groups, as they were when they were read."""

    groups: Mapping[str, Mapping[str, str]]

    @classmethod
    def read(cls) -> "Synonyms":
        """The groups that editors keep now."""
        groups: dict[str, dict[str, str]] = {}
        stored = Synonym.objects.order_by("pk").values_list("phrases", flat=True)
        for text in stored[:MOST_GROUPS]:
            group = dict(list(phrases_of(text).items())[:MOST_PHRASES])
            for key in group:
                groups.setdefault(key, group)
        return cls(groups)

    def expand(self, phrase: str) -> tuple[str, ...]:
        """What else means the same as a word or phrase, however it is spelt."""
        key = key_of(phrase)
        group = self.groups.get(key, {})
        return tuple(other for name, other in group.items() if name != key)
