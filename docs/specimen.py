"""Sets the formulas of the papers on one page, to be looked at in a browser.

`python -m docs.specimen > specimen.html`, in the root of the project: the page takes
its style sheets and faces from the folders beside it.
"""

import os
import sys
from html import escape
from pathlib import Path

import django

PROJECT = Path(__file__).resolve().parent.parent
FORMULAS = PROJECT / "tests" / "writing" / "formulas.txt"
SHEETS = [
    *(f"home/static/css/{name}.css" for name in ("tokens", "fonts", "base", "maths")),
    "writing/static/css/blocks/equation.css",
]
SHAPES = [
    r"f(x)=\begin{cases}1 & x>0\\ 0 & \text{otherwise}\end{cases}",
    r"\begin{aligned}a&=b+c\\d&=e+f+g\end{aligned}",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}\begin{bmatrix}a\\b\end{bmatrix}",
    r"\begin{array}{l|c:r}1&2&3\\\hline a&b&c\end{array}",
    r"\overbrace{a+b}^{n}+\underbrace{c}_{m},\ \sqrt[3]{\frac{\sum_i x_i}{\prod_j y}}",
    r"\left\langle\int_0^\infty \mathbf{x}\,\mathfrak{g}\right\rangle\le\mathscr{F}_1",
]


def page() -> str:
    """Every formula with its source, displayed and in a line."""
    from writing.rendering.maths import mathml  # noqa: PLC0415

    links = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in SHEETS)
    formulas = [*SHAPES, *FORMULAS.read_text().splitlines()]
    rows = "".join(
        f'<div class="equation"><div class="scroll">{mathml(latex, display=True)}</div>'
        f"</div><p>In a line {mathml(latex)}: <code>{escape(latex)}</code></p>"
        for latex in formulas
    )
    return f'<!doctype html><meta charset="utf-8">{links}<main>{rows}</main>'


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    sys.stdout.write(page())
