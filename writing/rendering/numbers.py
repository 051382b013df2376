"""Numbers as papers write them in a cell: “≈ 1.2 × 10⁶”, “−3 %”, “5.1 ± 0.2”."""

import re

NUMBER = re.compile(
    r"""
    (?:(?P<about>[≈~])|[≤≥<>])?\s*
    (?P<sign>[+\-−±])?\s*[$€£]?
    (?P<digits>(?:\d{1,3}(?:[,\u00a0\u2009\u202f ]\d{3})+|\d+)?(?:\.\d+)?)(?<=\d)
    (?:\s*(?:[eE](?P<exponent>[+\-−]?\d+)
       |[×x]\s*10\^?(?P<power>[+\-−⁻]?[\d⁰¹²³⁴-⁹]+)))?
    (?:\s*±\s*(?P<error>\d+(?:\.\d+)?))?
    \s*[%‰×x]?
    """,
    re.VERBOSE,
)
# Not what follows a decimal point, nor a mantissa or an exponent.
LONG_INTEGER = re.compile(r"(?<![\w.,])[1-9]\d{4,}(?![\d,.eE])")


def is_number(text: str) -> bool:
    """Tell whether a cell holds a number and nothing else."""
    return bool(NUMBER.fullmatch(text.strip()))


def grouped(cell: str) -> str:
    """A number with its thousands parted: “≈400000” as “≈400,000”."""
    return LONG_INTEGER.sub(lambda digits: f"{int(digits[0]):,}", cell)
