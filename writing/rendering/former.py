"""An earlier version's HTML, at an address that is not the one it was drawn for."""

import re
from urllib.parse import urljoin

DISPUTE = re.compile(r'<p class="dispute">.*?</p>', re.DOTALL)
# What leads to the current data of a chart.
DATA = re.compile(r'(?:&nbsp;|\s)*· <a href="figures/[^"]*">[^<]*</a>')
ONLY_THERE = re.compile(r'(\shref=")#((?:correction-\d+|cite)")')
BESIDE = re.compile(r'(\s(?:href|src)=")(?![#/]|[a-z][a-z0-9+.-]*:)([^"]*")')


def former_html(html: str, address: str) -> str:
    """The HTML with what belongs to the current page left out or leading there."""
    html = DATA.sub("", undisputed(html))
    html = ONLY_THERE.sub(rf"\g<1>{address}#\g<2>", html)
    return BESIDE.sub(lambda match: match[1] + urljoin(address, match[2]), html)


def undisputed(html: str) -> str:
    """The HTML of claims that nobody can object to: not public, or not any longer."""
    return DISPUTE.sub("", html)
