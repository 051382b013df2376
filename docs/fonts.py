"""Cuts the site's faces out of the whole ones: `python -m docs.fonts PACKAGES`.

PACKAGES is a `node_modules` with the packages that home/static/fonts/README.md names.
It needs `pip install fonttools brotli`, which nothing else here does.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).resolve().parent.parent / "home" / "static" / "fonts"
SERIF = "@fontsource-variable/source-serif-4/files/source-serif-4"
SANS = "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans"
MONO = "@fontsource/ibm-plex-mono/files/ibm-plex-mono"
STIX = "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"

Limits = dict[str, float | tuple[float, float]]
# One optical size for text and one for titles cost half of what the whole axis does.
TEXT: Limits = {"wght": (400, 600), "opsz": 18}
TITLE: Limits = {"wght": 460, "opsz": 48}
ITALIC: Limits = {"wght": 400, "opsz": 18}
LABELS: Limits = {"wght": (400, 650)}

FEATURES = ["kern", "liga", "mark", "ccmp", "locl", "calt", "tnum"]
MATHS_FEATURES = ["ssty", "dtls", "flac", "kern", "mark", "mkmk", "ccmp"]
LATIN = (
    "20-7E A0-FF 131 152-153 2C6 2DA 2DC 2010-2027 202F 2030 2032-2033 2039-203A 2044 "
    "20AC 2122 2212"
)
# Letters and signs of nearly every formula; the rest of the face is a second file.
MATHS = (
    "20-7E A0 AC AF B1 B7 D7 F7 2C6 2DC 302-304 391-3A9 3B1-3C9 3D5 3F5 2002-2003 2009 "
    "200A 2016 201D 2026 2032-2033 203E 2061-2064 20D7 210E 2112-2113 2115 211D 2124 "
    "2190 2192 21D2 2200 2202-2203 2207-2209 220B-220C 220F 2211-2212 2216-2218 221A "
    "221D-221E 2223 2225 2227-222B 223C-223D 2248 2254-2255 2260-2261 2264-2265 2282 "
    "2283 2286-2287 2295 2297 2299 22A4 22C5 22EF 2308-230B 23DE-23DF 27E8-27E9 27FA "
    "FE00 1D434-1D454 1D456-1D467 1D6E2-1D6FA 1D6FC-1D714 1D716 1D719"
)
MORE_MATHS = (
    "20-7E A0-FF 131 237 300-338 370-3FF 2000-2064 2070-209C 20D0-20EF 2100-214F "
    "2190-21FF 2200-22FF 2308-230B 231C-231F 2322-2323 23B0-23B1 23DC-23E1 25A0-25FF "
    "2605-2606 2660-2667 266D-266F 2713 27C2 27D5-27D7 27E6-27FF 2983-2984 29F5 "
    "2A00-2A0C 2A2F 2A3F 2A7D-2A7E 2A85-2A8C 2AAF-2AB0 1D400-1D607 1D670-1D755 "
    "1D7CE-1D7FF"
)
SIGNS = (
    "2032-2033 2070-2089 2190-2199 21D0-21D5 2200-2213 221A 221D-221E 2227-222B 2248 "
    "2260-2265 226A-226B 2282-2287 2295 2297 22C5 22EF 2308-230B 25CB 25CF 2713 2717 "
    "2A7D-2A7E"
)


def main(packages: Path) -> None:
    """Write every file anew."""
    latin = ranges(LATIN)
    serif, sans, mono = (str(packages / name) for name in (SERIF, SANS, MONO))
    cut(f"{serif}-latin-opsz-normal.woff2", "source-serif-4-latin-normal", latin, TEXT)
    cut(
        f"{serif}-latin-opsz-normal.woff2", "source-serif-4-latin-display", latin, TITLE
    )
    cut(
        f"{serif}-latin-opsz-italic.woff2", "source-serif-4-latin-italic", latin, ITALIC
    )
    for part, style, limits in (
        ("latin-ext", "normal", TEXT),
        ("latin-ext", "italic", ITALIC),
        ("greek", "normal", TEXT),
    ):
        source = f"{serif}-{part}-opsz-{style}.woff2"
        cut(source, f"source-serif-4-{part}-{style}", None, limits)
    cut(f"{sans}-latin-wght-normal.woff2", "ibm-plex-sans-latin-normal", latin, LABELS)
    cut(
        f"{sans}-latin-wght-italic.woff2",
        "ibm-plex-sans-latin-italic",
        latin,
        {"wght": 400},
    )
    for part in ("latin-ext", "greek"):
        source = f"{sans}-{part}-wght-normal.woff2"
        cut(source, f"ibm-plex-sans-{part}-normal", None, LABELS)
    for weight in (400, 500):
        source = f"{mono}-latin-{weight}-normal.woff2"
        cut(source, f"ibm-plex-mono-latin-{weight}", latin)
    stix = str(packages / STIX)
    cut(stix, "stix-two-math-core", ranges(MATHS), features=MATHS_FEATURES)
    cut(stix, "stix-two-math-rest", ranges(MORE_MATHS), features=MATHS_FEATURES)
    cut(stix, "stix-two-symbols", ranges(SIGNS), features=[], without=["MATH"])


def ranges(text: str) -> set[int]:
    """The code points of `20-7E A0`."""
    bounds = [part.split("-") for part in text.split()]
    return {
        code
        for first, *last in bounds
        for code in _span(first, last[0] if last else "")
    }


def _span(first: str, last: str) -> range:
    return range(int(first, 16), int(last or first, 16) + 1)


def cut(
    source: str,
    name: str,
    codes: Iterable[int] | None,
    limits: Limits | None = None,
    **options: list[str],
) -> None:
    """Write one face with these characters, or all, and its axes within limits."""
    font = TTFont(source)
    choice = subset.Options()
    choice.hinting = choice.glyph_names = False
    choice.layout_features = options.get("features", FEATURES)
    choice.drop_tables += options.get("without", [])
    subsetter = subset.Subsetter(choice)
    subsetter.populate(unicodes=codes or font.getBestCmap())
    subsetter.subset(font)
    # The instancer wants a font that was written and read again.
    with TemporaryDirectory() as folder:
        font.save(f"{folder}/font")
        font = TTFont(f"{folder}/font")
        if limits:
            font = instancer.instantiateVariableFont(font, limits)
        font.flavor = "woff2"
        font.save(FONTS / f"{name}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
