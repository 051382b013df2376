"""Synthetic reviews: what an editor would have typed, from a seed and a number."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.text import slugify

from bench.search_speed.vocabulary import Vocabulary, seeded
from writing.verdicts import Verdict

SECTIONS, SECTION_WORDS = 10, 165
CLAIMS, SAID_WORDS, FOUND_WORDS = 8, 12, 24
VENUES, YEARS, TAGS, SERIES, NAMES = 40, 30, 60, 12, 4000
SERIES_LENGTH = 25
LAST_YEAR = 2025
VERDICT_WEIGHTS = (40, 25, 20, 10, 5)
# A block's key is made from review and position; a review has fewer blocks than this.
BLOCKS = 64


class Section(NamedTuple):
    """A heading and the words under it."""

    heading: str
    text: str


class Claim(NamedTuple):
    """What is said of a paper, and what was found."""

    said: str
    verdict: str
    found: str


@dataclass(frozen=True)
class Review:
    """One review with its paper, before it is rows."""

    number: int
    title: str
    dek: str
    bottom_line: str
    sections: list[Section]
    claims: list[Claim]
    tags: list[int]
    paper_name: str
    paper_title: str
    authors: list[tuple[str, str]]
    byline: str
    venue: str
    year: int
    published_on: date

    def block_id(self, position: int) -> UUID:
        """The key of the block at a position in the body."""
        return UUID(int=(self.number * BLOCKS + position) << 64 | 4 << 76 | 8 << 60)

    @cached_property
    def body(self) -> list[dict[str, Any]]:
        """The body's blocks as they are stored: each claim ends a section."""
        blocks: list[dict[str, Any]] = []
        for position, section in enumerate(self.sections):
            prose = f"## {section.heading}\n\n{section.text}"
            blocks.append({"type": "prose", "value": prose})
            blocks += self._claim(position)
        for position, block in enumerate(blocks):
            block["id"] = str(self.block_id(position))
        return blocks

    def _claim(self, position: int) -> list[dict[str, Any]]:
        return [
            {
                "type": "claim",
                "value": {
                    "said": claim.said,
                    "verdict": claim.verdict,
                    "found": claim.found,
                    "locators": "§3",
                    "words": "",
                    "heard": {"kind": "reading"},
                    "label": f"claim-{position + 1}",
                },
            }
            for claim in self.claims[position : position + 1]
        ]


class Journal:
    """Reviews of one seed: the same number is always the same review."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.vocabulary = Vocabulary(seed)
        chance = seeded(f"{seed} names")
        self.venues = self._distinct(chance, VENUES, words=2)
        self.tags = self._distinct(chance, TAGS, words=1)
        self.series = self._distinct(chance, SERIES, words=3)
        self.tag_slugs = [slugify(tag) for tag in self.tags]
        self.names = [name.title() for name in self._distinct(chance, NAMES, words=1)]
        self._tag_weights = list(accumulate(1 / n for n in range(1, TAGS + 1)))

    def _distinct(self, chance: random.Random, count: int, words: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            found[" ".join(self.vocabulary.uncommon(chance, words)).capitalize()] = None
        return list(found)

    def review(self, number: int) -> Review:
        """The review of this number, from 1."""
        chance = seeded(f"{self.seed} {number}")
        tags = chance.choices(range(TAGS), cum_weights=self._tag_weights, k=4)
        days = timedelta(days=chance.randrange(365 * 8))
        return Review(
            number=number,
            title=self._heading(chance, 7),
            dek=self._text(chance, 40),
            bottom_line=self._text(chance, 45),
            sections=[
                Section(self._heading(chance, 4), self._text(chance, SECTION_WORDS))
                for _ in range(SECTIONS)
            ],
            claims=[self._claim(chance) for _ in range(CLAIMS)],
            tags=sorted(set(tags)),
            paper_name=self._heading(chance, 2)[:60],
            paper_title=self._heading(chance, 9),
            authors=[self._person(chance) for _ in range(chance.randrange(1, 7))],
            byline=" ".join(self._person(chance)),
            venue=chance.choice(self.venues),
            year=LAST_YEAR - chance.randrange(YEARS),
            published_on=date(2018, 1, 1) + days,
        )

    def _heading(self, chance: random.Random, words: int) -> str:
        return " ".join(self.vocabulary.content(chance, words)).capitalize()

    def _text(self, chance: random.Random, words: int) -> str:
        text = " ".join(self.vocabulary.running(chance, words))
        return f"{text.capitalize()}."

    def _claim(self, chance: random.Random) -> Claim:
        return Claim(
            said=self._text(chance, SAID_WORDS),
            verdict=chance.choices(Verdict.values, VERDICT_WEIGHTS)[0],
            found=self._text(chance, FOUND_WORDS),
        )

    def _person(self, chance: random.Random) -> tuple[str, str]:
        return chance.choice(self.names), chance.choice(self.names)
