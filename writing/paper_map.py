"""The map of papers: those with a public review, and how they stand to each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from writing.models.papers import Paper, PaperRelation, RelationKind
from writing.models.reviews import ReviewPage
from writing.rendering.map_drawing import NARROW, UNDIRECTED, WIDE, Drawing, draw
from writing.rendering.map_order import Dot, Link
from writing.rendering.typography import curled

# Beyond this many the lines can't be followed; the list has them all.
MOST_DRAWN = 120
# The order in which relations are told.
KINDS = (
    RelationKind.BUILDS_ON,
    RelationKind.EXTENDS,
    RelationKind.REPLICATES,
    RelationKind.CONTRASTS,
    RelationKind.CONTRADICTS,
)


@dataclass
class MappedPaper:
    """A paper with its public reviews, the newest first, and its relations."""

    paper: Paper
    reviews: list[ReviewPage] = field(default_factory=list)
    # In words: “builds on” and the papers it builds on.
    relations: dict[str, list["MappedPaper"]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.reviews[0].url or ""

    @property
    def dot(self) -> Dot:
        return Dot(
            self.paper.pk, curled(self.paper.short_title), self.paper.year, self.url
        )


@dataclass
class PaperMap:
    """The papers by name, and each relation between two of them once."""

    papers: list[MappedPaper]
    links: list[Link]

    @cached_property
    def drawn(self) -> list[MappedPaper]:
        """All of them, or those with the most relations."""
        degree = Counter(end for link in self.links for end in link.ends)
        papers = sorted(self.papers, key=lambda mapped: -degree[mapped.paper.pk])
        return papers[:MOST_DRAWN]

    @property
    def drawings(self) -> dict[str, Drawing]:
        """The same map for a wide screen and for a narrow one."""
        dots = [mapped.dot for mapped in self.drawn]
        return {
            "wide": draw(dots, self.links, WIDE),
            "narrow": draw(dots, self.links, NARROW),
        }

    @property
    def kinds(self) -> set[str]:
        """The kinds of relation there are."""
        return {link.kind for link in self.links}

    @property
    def years(self) -> list[tuple[int, list[MappedPaper]]]:
        """The papers of each year, from the oldest."""
        by_year = sorted(self.papers, key=lambda mapped: mapped.paper.year)
        return [
            (year, list(papers))
            for year, papers in groupby(by_year, lambda mapped: mapped.paper.year)
        ]


def paper_map() -> PaperMap:
    """Papers that anyone may read a review of, in a fixed number of queries."""
    reviews = ReviewPage.objects.published().for_links()
    found: dict[int, MappedPaper] = {}
    for review in reviews:
        mapped = found.setdefault(review.paper_id, MappedPaper(review.paper))
        mapped.reviews.append(review)
    links = links_between(found)
    tell(links, found)
    by_name = sorted(
        found.values(), key=lambda one: (one.paper.short_title.casefold(), one.paper.pk)
    )
    return PaperMap(by_name, links)


def links_between(keys: Iterable[int]) -> list[Link]:
    """Each relation between these papers once; an undirected one has no second side."""
    known = set(keys)
    # Both ends are sifted here: some databases refuse a query with so many keys.
    stored = PaperRelation.objects.order_by("pk").values_list(
        "paper_id", "kind", "target_id"
    )
    links: dict[tuple[str, object], Link] = {}
    for source, kind, target in stored:
        if {source, target} <= known:
            ends = frozenset if kind in UNDIRECTED else tuple
            links.setdefault((kind, ends((source, target))), Link(source, kind, target))
    return list(links.values())


def tell(links: Iterable[Link], papers: dict[int, MappedPaper]) -> None:
    """Write every relation into both its papers, in words."""
    of_kind = defaultdict(list)
    for link in links:
        of_kind[link.kind].append((papers[link.source], papers[link.target]))
    for kind in KINDS:
        for paper, target in sorted(of_kind[kind], key=_by_time):
            paper.relations.setdefault(kind.label, []).append(target)
            target.relations.setdefault(kind.inverse, []).append(paper)


def _by_time(pair: tuple[MappedPaper, MappedPaper]) -> list[tuple[int, str]]:
    return [(mapped.paper.year, mapped.paper.short_title) for mapped in pair]
