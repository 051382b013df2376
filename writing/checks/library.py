"""What only the library as a whole can show: relations and tags that disagree."""

from collections import defaultdict
from collections.abc import Iterator

from writing.checks.findings import Finding, error, warning
from writing.models import Paper, PaperRelation, ReviewTag
from writing.models.pages import tags_in_use
from writing.models.papers import RelationKind
from writing.models.tags import twin_key

# What holds of two papers both ways; the other kinds have a direction.
SYMMETRIC = {RelationKind.CONTRASTS}


def library_findings() -> list[Finding]:
    """Everything that is wrong or doubtful across papers and tags."""
    return [*_relations(), *_twins(), *_undescribed()]


def _relations() -> Iterator[Finding]:
    """Relations between published papers that only one of the two knows of."""
    kinds: dict[tuple[int, int], set[str]] = defaultdict(set)
    for relation in PaperRelation.objects.filter(paper__live=True, target__live=True):
        kinds[relation.paper_id, relation.target_id].add(relation.kind)
    papers = Paper.objects.in_bulk({pk for pair in kinds for pk in pair})
    for (paper, target), forth in kinds.items():
        back = kinds.get((target, paper), set())
        for kind in sorted(forth):
            if fault := _fault(RelationKind(kind), back):
                names = papers[paper].short_title, papers[target].short_title
                yield error(fault.format(*names), label="Relations")


def _fault(kind: RelationKind, back: set[str]) -> str:
    """What is wrong with a relation, given those that lead back."""
    if kind in SYMMETRIC:
        says = f"{{0}} {kind.label} {{1}}, but {{1}} does not say so of {{0}}."
        return "" if kind in back else says
    return f"{{0}} {kind.label} {{1}}, and {{1}} {{0}}." if kind in back else ""


def _twins() -> Iterator[Finding]:
    spellings: dict[str, list[str]] = defaultdict(list)
    for tag in ReviewTag.objects.order_by("name"):
        spellings[twin_key(tag.name)].append(tag.name)
    for names in spellings.values():
        if len(names) > 1:
            listed = " and ".join(f"“{name}”" for name in names)
            yield error(f"{listed} are one subject.", label="Tags")


def _undescribed() -> Iterator[Finding]:
    for tag in tags_in_use().filter(description=""):
        yield warning(f"“{tag.name}” has no line that describes it.", label="Tags")
