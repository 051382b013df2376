"""The sites that are measured: their data, their pages, and what asks them."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bench.production import plain_blog, servers
from bench.production.load import answer
from bench.serving import ROOT

LOCAL, UNCACHED = "config.settings.local", "bench.production.uncached"
SAMPLES = 19
LONGEST = 3600
FILE, FRONT, CACHED, MADE, PLAIN = (
    *("nginx, static file", "nginx, ours behind", "gunicorn, ours"),
    *("gunicorn, ours uncached", "gunicorn, plain Wagtail"),
)


@dataclass(frozen=True)
class Target:
    """One way to ask for pages: their addresses by name, and whose CPU they cost."""

    name: str
    urls: dict[str, str]
    roots: list[int]


@dataclass(frozen=True)
class Sites:
    """All that is measured with one number of reviews."""

    reviews: int
    targets: list[Target]
    queries: dict[str, dict[str, int]]


def prepared(directory: Path, reviews: int, given: Path | None) -> Path:
    """A DATA_DIR with so many synthetic reviews and the sample library."""
    data = directory / f"data-{reviews}"
    kept = given / f"sqlite-{reviews}" if given else None
    if kept and kept.is_dir():
        shutil.copytree(kept, data, ignore=shutil.ignore_patterns("cache"))
    if reviews > SAMPLES:
        python(["-m", "bench.production.filling", str(reviews)], data)
    python(["-m", "deploy.prepare"], data)
    return data


def python(command: list[str], data: Path) -> str:
    """Run a part of ours on a DATA_DIR; it says itself what is wrong."""
    return subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": LOCAL},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=LONGEST,
    ).stdout


@contextmanager
def running(directory: Path, reviews: int, given: Path | None) -> Iterator[Sites]:
    """Every server of one size, until the end of the block."""
    data = prepared(directory, reviews, given)
    with ExitStack() as stack:
        made = stack.enter_context(servers.site(data, UNCACHED))
        cached = stack.enter_context(servers.site(data, LOCAL))
        nginx = stack.enter_context(
            servers.nginx(directory / f"nginx-{reviews}", data, cached)
        )
        paths = our_paths(cached.url(""))
        nginx.keep_as_files(paths)
        folder = directory / f"blog-{reviews}"
        theirs = plain_blog.build(folder, article(cached, paths["review"]), reviews)
        blog = stack.enter_context(servers.blog(folder))
        copies = {name: f"/copies/{name}" for name in paths}
        yield Sites(
            reviews,
            [
                target(FILE, nginx.files, copies),
                target(FRONT, nginx.front, paths),
                target(CACHED, cached, paths),
                target(MADE, made, paths),
                target(PLAIN, blog, theirs),
            ],
            {
                MADE: queries(ROOT, paths, UNCACHED, DATA_DIR=str(data)),
                PLAIN: queries(folder, theirs, plain_blog.SETTINGS),
            },
        )


def target(name: str, server: servers.Server, paths: dict[str, str]) -> Target:
    """A server and what it is asked for."""
    urls = {page: server.url(path) for page, path in paths.items()}
    return Target(name, urls, server.roots)


def our_paths(site: str) -> dict[str, str]:
    """The pages of ours that are measured; the longest review is the review."""
    return {
        "review": longest_sample(site),
        "index": "/writing/",
        "tag": "/writing/tags/messaging/",
        "search": "/search/?q=model",
        "feed": "/feed/",
    }


def longest_sample(site: str) -> str:
    """The same review whatever else there is."""
    slugs = sorted(folder.name for folder in (ROOT / "content").iterdir())
    sizes = {
        f"/writing/{slug}/": len(answer(f"{site}/writing/{slug}/")[0])
        for slug in slugs
        if (ROOT / "content" / slug / "index.md").is_file()
    }
    return max(sizes, key=lambda path: sizes[path])


def article(site: servers.Server, review: str) -> str:
    """The text of a review in the HTML of a rich-text field."""
    body, _ = answer(site.url(f"{review}index.md"))
    return rich_text(unpacked(body).decode())


def unpacked(body: bytes) -> bytes:
    """A body without its compression."""

    return gzip.decompress(body)


def rich_text(markdown: str) -> str:
    """Headings and paragraphs; what else Markdown means is text."""

    parts = [part.strip() for part in markdown.split("\n\n")]
    return "".join(
        f"<h2>{escape(part.lstrip('# '))}</h2>"
        if part.startswith("#")
        else f"<p>{escape(part)}</p>"
        for part in parts
        if part
    )


def queries(
    folder: Path, paths: dict[str, str], settings: str, **told: str
) -> dict[str, int]:
    """The queries of each page, by its name."""
    counts = json.loads(
        subprocess.run(  # noqa: S603
            [
                sys.executable,
                str(ROOT / "bench/production/queries.py"),
                *paths.values(),
            ],
            cwd=folder,
            env=os.environ
            | {"PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": settings, **told},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=LONGEST,
        ).stdout
    )
    return {name: counts[path] for name, path in paths.items()}
