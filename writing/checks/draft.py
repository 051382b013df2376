"""A review as the rules of the publish gate read it."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from writing.checks.blocks import BibliographyKeys, check_block
from writing.checks.findings import Finding
from writing.labels import block_names, give_ids
from writing.publication import former_anchors, stored_rendering
from writing.rendering.body import Past, RenderedBody, render

if TYPE_CHECKING:
    from writing.models import Rendered, ReviewPage


class Draft:
    """A review, and what several rules need of it, each made once."""

    def __init__(self, review: "ReviewPage") -> None:
        give_ids(review.body)
        self.review = review
        self.blocks: list[Any] = list(review.body)

    @cached_property
    def known(self) -> BibliographyKeys:
        """What locators and citations may name."""
        return BibliographyKeys.of(self.review)

    @cached_property
    def stored(self) -> "Rendered | None":
        """The rendering that was last published, if there is one."""
        return stored_rendering(self.review)

    @cached_property
    def drawn(self) -> RenderedBody:
        """The body as it would be published."""
        former = former_anchors(self.review, self.stored)
        return render(self.review.body, self.known.sources, past=Past(former))

    @cached_property
    def names(self) -> dict[str, str]:
        """What each block is called to a person, by its id."""
        names = block_names(self.blocks)
        return {block.id: name for block, name in zip(self.blocks, names, strict=True)}

    @cached_property
    def own_findings(self) -> dict[str, list[Finding]]:
        """By block id, what is wrong with each block by itself."""
        return {
            block.id: [self.at(block, one) for one in check_block(block, self.known)]
            for block in self.blocks
        }

    def at(self, block: Any, finding: Finding) -> Finding:
        """The finding, placed at a block of this draft."""
        return finding.at(self.names[block.id], block.id)

    def in_order(self, found: list[Finding]) -> list[Finding]:
        """The findings as one meets their places: front, blocks, body as a whole."""
        places = {block.id: number for number, block in enumerate(self.blocks, 1)}
        end = len(places) + 1

        def place(finding: Finding) -> int:
            return places.get(finding.block, end if finding.field == "body" else 0)

        return sorted(found, key=place)


def values_of(value: Any, name: str = "") -> list[tuple[str, str]]:
    """Every text within a block's value, with the block's own field it stands in."""
    if isinstance(value, str):
        return [(name, value)]
    if hasattr(value, "items"):
        pairs = value.items()
        return [one for key, part in pairs for one in values_of(part, name or key)]
    if hasattr(value, "bound_blocks"):
        return [one for part in value for one in values_of(part, name)]
    return []
