"""Plain text of LaTeX, and LaTeX of plain text."""

import re
import unicodedata

from pylatexenc.latex2text import get_default_latex_context_db

SYMBOLS = get_default_latex_context_db()
COMMANDS = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "S": "§",
    "textasciicircum": "^",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textquotedbl": '"',
}
ACCENTS = {
    **dict(zip("`'^~=.", "\u0300\u0301\u0302\u0303\u0304\u0307", strict=True)),
    **dict(zip("urHvtd", "\u0306\u030a\u030b\u030c\u0361\u0323", strict=True)),
    **dict(zip('ckb"', "\u0327\u0328\u0331\u0308", strict=True)),
}
SIGNS = dict.fromkeys("!-/@()[]", "") | dict.fromkeys("\\,;: \n\t", " ")
LIGATURES = {
    "{": "",
    "}": "",
    "~": " ",
    "--": "–",
    "---": "—",
    "``": "“",
    "''": "”",
}
ESCAPES = str.maketrans(
    {
        "\\": "\\textbackslash{}",
        "{": "\\textbraceleft{}",
        "}": "\\textbraceright{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "%&#_$"},
    }
)
UNSEEN = ("Cc", "Cs")  # control characters and halves of surrogate pairs
SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
TOKEN = re.compile(r"\\([A-Za-z]+)\s*|\\(.)|(---|--|``|''|[^\\{}~`'-]+|.)", re.DOTALL)
MATHS = re.compile(r"(?<!\\)\$([^$]*)(?<!\\)\$")
SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|([^\\{}\s]))")


def decode(latex: str) -> str:
    """Plain text of LaTeX; an unknown command leaves its argument, no more."""
    out: list[str] = []
    accents: list[str] = []
    for command, sign, plain in TOKEN.findall(_without_maths(latex)):
        if accent := ACCENTS.get(command or sign):
            accents.append(accent)
            continue
        text = _meaning(command, sign, plain)
        if accents and text.strip():
            text = _accented(text.lstrip(), accents)
        if plain == "}" or text.strip():
            accents = []
        out.append(text)
    return one_line("".join(out))


def encode(text: str) -> str:
    """LaTeX that `decode` reads as this text, its braces balanced."""
    escaped = one_line(text).translate(ESCAPES)
    return re.sub(r"([-'`])(?=\1)", r"\1{}", escaped)


def address(latex: str) -> str:
    """An address or a DOI: typed as it is, or with some of its signs escaped."""
    text = latex.replace("\\url", "").replace("\\textasciitilde", "~")
    text = re.sub(r"\\([%&#_~$^])", r"\1", text)
    return "".join(one_line(re.sub("[{}]", "", text)).split())


def _meaning(command: str, sign: str, plain: str) -> str:
    if command:
        return COMMANDS.get(command) or _symbol(command)
    if sign:
        return SIGNS.get(sign, sign)
    return LIGATURES.get(plain, plain)


def _symbol(command: str) -> str:
    """What pylatexenc knows of a command that stands for a character."""
    known = getattr(SYMBOLS.get_macro_spec(command), "simplify_repl", None)
    return known if isinstance(known, str) and "%" not in known else ""


def _accented(text: str, accents: list[str]) -> str:
    letter = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
    return letter + "".join(reversed(accents)) + text[1:]


def _without_maths(latex: str) -> str:
    latex = re.sub(r"\\href\s*\{[^{}]*\}", "", latex)
    return MATHS.sub(lambda maths: SCRIPT.sub(_script, maths[1]), latex)


def _script(match: re.Match[str]) -> str:
    text = match[2] or match[3] or ""
    table = SUBSCRIPTS if match[1] == "_" else SUPERSCRIPTS
    known = all(ord(sign) in table for sign in text)
    return text.translate(table) if known else match[1] + text


def one_line(text: str) -> str:
    """One line without what cannot be seen, in composed letters."""
    kept = (s for s in text if s.isspace() or unicodedata.category(s) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
