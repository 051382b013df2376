"""A question: what a reader typed, understood."""

from dataclasses import dataclass, field, replace

from wagtail.search.query import SearchQuery

from search.language import trees
from search.language.filters import Filter
from search.language.terms import Alternatives, Term


@dataclass(frozen=True)
class Question:
    """Every group must be found by one of its terms, and no excluded term.

    Questions are equal if they ask for the same, however it was typed.
    """

    typed: str = field(default="", compare=False)
    was_cut: bool = field(default=False, compare=False)
    groups: tuple[Alternatives, ...] = ()
    excluded: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """What is looked for: without stop words, unless there is nothing else."""
        terms = tuple(term for group in self.groups for term in group)
        return tuple(term for term in terms if not term.is_stop_word) or terms

    @property
    def text(self) -> str:
        """The question as one would type it; `ask` understands it as this one."""
        return " ".join(
            [
                *(" OR ".join(term.typed for term in group) for group in self.groups),
                *(f"-{term.typed}" for term in self.excluded),
                *(one.text for one in self.filters),
            ]
        )

    def without(self, unwanted: Filter) -> "Question":
        """The same question, a filter taken away."""
        kept = tuple(one for one in self.filters if not one.matches(unwanted))
        left = replace(self, filters=kept, was_cut=False)
        return replace(left, typed=left.text)

    def all_words(
        self, expand: trees.Expand = trees.nothing_more
    ) -> SearchQuery | None:
        """What has every word, or one that means the same; None without words."""
        return trees.all_words(self.groups, self.excluded, expand)

    def any_words(
        self, expand: trees.Expand = trees.nothing_more
    ) -> SearchQuery | None:
        """What has some of the words, for when nothing has all; None without words."""
        return trees.any_words(self.groups, self.excluded, expand)

    def unwanted(self) -> SearchQuery | None:
        """What has an excluded word, for a question of nothing else; None without."""
        return trees.unwanted(self.excluded)
