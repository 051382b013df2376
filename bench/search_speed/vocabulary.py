"""A vocabulary with the frequencies of a language, from a seed alone."""

from __future__ import annotations

import random
from itertools import accumulate, islice

SIZE = 200_000
EXPONENT = 1.07
# Ranks above this are in names.
UNCOMMON = 2000


def seeded(seed: object) -> random.Random:
    """Chance that falls out the same whenever the seed is the same."""
    return random.Random(str(seed))  # noqa: S311


def listed(text: str) -> list[str]:
    """Words between spaces."""
    return text.split()


# The words of any English text, the commonest first; search leaves them out.
GRAMMAR = listed("""
the of and to a in is that it for as with are this on by not be at from or which have
an was we their its but can has more one they these all than when no if only other
between what there so each such into most some would do how were about after same
""")

# What a field that reads computing papers writes about all the time, in that order.
FIELD = listed("""
model paper data training results time language system number learning method values
performance test error network large memory size claim attention function task sample
parameters accuracy benchmark input output layer token state experiment algorithm cost
evaluation baseline gradient inference distribution latency throughput message cache
consistency replication partition broker log transformer embedding retrieval prompt
reasoning alignment reward policy optimisation quantisation sparse expert routing
context window scaling law dataset annotation bias variance regression cluster node
consensus leader failure crash recovery checkpoint shard index query join transaction
isolation lock queue stream batch kernel thread scheduler compiler graph vertex edge
""")

ONSETS = (
    *listed("b c d f g h l m n p r s t v w"),
    *listed("bl br ch cl cr dr fl gr pl pr sc sh sp st str th tr"),
)
NUCLEI = listed("a e i o u a e i o ea ou ai io")
CODAS = ("", "", "", *listed("n r l s t m d ct nd nt st"))
ENDINGS = ("", "", "", *listed("s ed ing er tion al ity ic ive ment ous ly ness able"))


def invented(seed: int) -> list[str]:
    """Words that look English and are not, as many as `SIZE`, each once."""
    chance = seeded(seed)
    words: dict[str, None] = dict.fromkeys(GRAMMAR + FIELD)
    while len(words) < SIZE:
        syllables = chance.choices((1, 2, 3), (2, 5, 3))[0]
        stem = "".join(
            chance.choice(ONSETS) + chance.choice(NUCLEI) + chance.choice(CODAS)
            for _ in range(syllables)
        )
        words[stem + chance.choice(ENDINGS)] = None
    return list(islice(words, len(GRAMMAR) + len(FIELD), None))


def by_rank(seed: int) -> list[str]:
    """The vocabulary, the commonest first: grammar, then invented among the field's."""
    chance = seeded(seed)
    field, others = iter(FIELD), iter(invented(seed))
    # The field's thirty first words are its commonest; the rest stand among strangers.
    ranked = [*GRAMMAR, *islice(field, 30)]
    for word in field:
        ranked += [*islice(others, chance.randrange(1, 40)), word]
    return [*ranked, *others]


class Vocabulary:
    """Words drawn with the frequencies of Zipf's law."""

    def __init__(self, seed: int) -> None:
        self.words = by_rank(seed)
        ranks = range(1, len(self.words) + 1)
        self._weights = list(accumulate(rank**-EXPONENT for rank in ranks))
        self._content = self.words[len(GRAMMAR) :]
        # What the grammar's words weigh is taken off: the first field word begins at 0.
        grammar = self._weights[len(GRAMMAR) - 1]
        tail = self._weights[len(GRAMMAR) :]
        self._content_weights = [weight - grammar for weight in tail]
        self._names = self._content[UNCOMMON:]

    def running(self, chance: random.Random, length: int) -> list[str]:
        """Words as they follow each other in a text."""
        return chance.choices(self.words, cum_weights=self._weights, k=length)

    def content(self, chance: random.Random, length: int) -> list[str]:
        """Words as they stand in a heading: without the grammar's."""
        weights = self._content_weights
        return chance.choices(self._content, cum_weights=weights, k=length)

    def uncommon(self, chance: random.Random, length: int) -> list[str]:
        """Words as they stand in names: none that every text has."""
        return chance.choices(self._names, k=length)
