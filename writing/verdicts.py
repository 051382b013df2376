from django.db import models


class Verdict(models.TextChoices):
    """The fixed scale a claim is placed on, in order."""

    HOLDS = "holds", "Holds"
    CONDITIONAL = "conditional", "Holds with conditions"
    OVERSTATED = "overstated", "Overstated"
    CONTRADICTED = "contradicted", "Contradicted"
    ABSENT = "absent", "Not in the paper"

    @property
    def position(self) -> int:
        """The place on the scale, 1 to 5."""
        return list(type(self)).index(self) + 1

    @property
    def meaning(self) -> str:
        return MEANINGS[self]


MEANINGS = {
    Verdict.HOLDS: "The paper says this, and shows it, without a qualifier left out.",
    Verdict.CONDITIONAL: (
        "True under terms the paper sets out and the saying leaves off."
    ),
    Verdict.OVERSTATED: "The paper says something weaker, narrower or smaller.",
    Verdict.CONTRADICTED: "The paper says the opposite, or its numbers do.",
    Verdict.ABSENT: "Said often, perhaps rightly; this paper is not the source.",
}
