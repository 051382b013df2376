"""What an import would do, thing by thing, for a person to look at."""

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field, replace

from writing.bundles.changes import NO_VERDICT, BlockChange, Change
from writing.bundles.errors import Fault
from writing.bundles.review_store import Outcome
from writing.verdicts import Verdict

SAME = Outcome.UNCHANGED
WORDS = {
    Outcome.CREATED: "New",
    Outcome.UPDATED: "Changed",
    Outcome.PUBLISHED: "Published",
    Outcome.UNCHANGED: "Only its paper",
    Outcome.HELD: "A draft, for its warnings",
}


@dataclass
class Item:
    """A review, a series or a tag of an upload, and what would become of it."""

    kind: str
    name: str
    title: str
    outcome: Outcome
    file: str = ""
    status: Change | None = None
    changes: list[Change] = field(default_factory=list)
    paper: list[Change] = field(default_factory=list)
    paper_name: str = ""
    new_paper: bool = False
    blocks: list[BlockChange] = field(default_factory=list)
    claims: tuple[dict[str, int], dict[str, int]] = field(default=({}, {}))
    new_tags: list[str] = field(default_factory=list)
    new_pictures: list[str] = field(default_factory=list)
    findings: list[tuple[str, str]] = field(default_factory=list)
    versions: str = ""
    page_id: int | None = None

    @property
    def key(self) -> str:
        """What names the thing in the upload."""
        return f"{self.kind}:{self.name}"

    @property
    def word(self) -> str:
        """What would become of it, in a word."""
        return WORDS[self.outcome]

    @property
    def block_counts(self) -> str:
        """“3 added, 1 removed”."""
        counts = Counter(block.done for block in self.blocks)
        return ", ".join(f"{count} {done}" for done, count in counts.items())

    @property
    def claim_counts(self) -> list[tuple[str, int, int]]:
        """How many claims each step of the scale had and would have."""
        old, new = self.claims
        steps = [*(str(verdict.label) for verdict in Verdict), NO_VERDICT]
        return [(s, old.get(s, 0), new.get(s, 0)) for s in steps if s in {*old, *new}]

    @property
    def alters(self) -> bool:
        """Whether anything would be stored."""
        paper = bool(self.paper or self.new_paper)
        return self.outcome != SAME or paper or self.status is not None

    @property
    def ticket(self) -> str:
        """The key, and a digest of what would change.

        What the publish gate finds may depend on what else is imported.
        """
        said = json.dumps(asdict(replace(self, findings=[], page_id=None)))
        return f"{self.key}:{digest_of(said)}"


@dataclass
class Plan:
    """All that an import would do, and what keeps parts of it out."""

    items: list[Item] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def altering(self) -> list[Item]:
        """What there is to choose from."""
        return [item for item in self.items if item.alters]

    @property
    def same(self) -> list[Item]:
        """What is on the site as it is in the upload."""
        return [item for item in self.items if not item.alters]


class PlanChanged(Exception):
    """What an import would do is not what its person was shown; `plan` is what."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("The plan has changed.")
        self.plan = plan


def digest_of(text: str) -> str:
    """What only this text has."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
