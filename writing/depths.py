"""How much of a review is shown: its verdicts, its claims, or all of it.

Every depth is cut from the one stored rendering, with the numbers of the whole.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models

if TYPE_CHECKING:
    from writing.models import Rendered

WORDS_PER_MINUTE = 220

ID = re.compile(r'\sid="([^"]+)"')
LOCAL = re.compile(r'(<a\b[^>]*\shref=")#([^"]+)"')


class Depth(models.TextChoices):
    """What an address may ask for with `?depth=`."""

    VERDICTS = "verdicts", "Verdicts"
    CLAIMS = "claims", "Claims"
    FULL = "full", "In full"


class Choice(NamedTuple):
    """A depth to choose, and how many minutes it takes to read."""

    depth: Depth
    minutes: int


@dataclass(frozen=True)
class Cut:
    """A review at one depth: the HTML of the blocks that it shows."""

    depth: Depth
    html: list[str]
    types: list[str]
    choices: list[Choice]

    @property
    def is_full(self) -> bool:
        """Whether nothing is left out."""
        return self.depth == Depth.FULL

    @property
    def uses_at(self) -> str:
        """What stands before `#cited-…` in an address of a citation."""
        return "" if self.is_full else "?depth=full"

    @property
    def claims_at(self) -> str:
        """What stands before `#claim-…` in an address of a claim's card."""
        return "?depth=claims" if self.depth == Depth.VERDICTS else ""


def cut(rendered: "Rendered", asked: str, opening: str) -> Cut:
    """The review at the depth that was `asked` for; whole for anything unknown.

    `opening` is what every depth has above the claims, for the time it takes.
    """
    depth = Depth(asked) if asked in Depth else Depth.FULL
    shown = [rendered.blocks[index] for index in sorted(_shown(rendered.blocks, depth))]
    html = [block["html"] for block in shown]
    return Cut(
        depth=depth,
        html=html if depth == Depth.FULL else _linked(html, rendered.bibliography),
        types=sorted({block["type"] for block in shown}),
        choices=[
            Choice(one, _minutes(rendered, one, len(opening.split()))) for one in Depth
        ],
    )


def _shown(blocks: list[dict[str, Any]], depth: Depth) -> Iterable[int]:
    """The places of the blocks of a depth: its claims, numbers and first chart."""
    if depth == Depth.FULL:
        return range(len(blocks))
    if depth == Depth.VERDICTS:
        return ()
    kinds = [block["type"] for block in blocks]
    wanted = {n for n, kind in enumerate(kinds) if kind in {"claim", "key_numbers"}}
    return wanted | ({kinds.index("chart")} if "chart" in kinds else set())


def _minutes(rendered: "Rendered", depth: Depth, opening: int) -> int:
    """The time a depth takes, never less than a minute."""
    if depth == Depth.FULL:
        return rendered.minutes
    table = sum(len(claim["said"].split()) for claim in rendered.claims)
    blocks = rendered.blocks
    words = sum(blocks[n].get("words", 0) for n in _shown(blocks, depth))
    return max(1, round((opening + table + words) / WORDS_PER_MINUTE))


def _linked(html: list[str], bibliography: list[Mapping[str, Any]]) -> list[str]:
    """Links to what this depth leaves out lead to the whole review."""
    here = {name for block in html for name in ID.findall(block)}
    here |= {f"ref-{entry['key']}" for entry in bibliography}

    def at_depth(match: re.Match[str]) -> str:
        prefix = "" if match[2] in here else "?depth=full"
        return f'{match[1]}{prefix}#{match[2]}"'

    return [LOCAL.sub(at_depth, block) for block in html]
