"""Workers killed while a form is posted: `python -m tests.drills.posting TIMES`.

The site in DATA_DIR is served by gunicorn, and asked as a browser asks. All its
workers are killed at some moment of each publish by a moderator; the master puts others
in their place. What was found wrong goes to standard output as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from tests import factories  # noqa: E402
from tests.drills import work  # noqa: E402
from tests.drills.sites import PASSWORD, Deployment  # noqa: E402
from tests.servers import until  # noqa: E402
from tests.writing.review_forms import review_form  # noqa: E402
from writing.models import ReviewPage  # noqa: E402

SITE = {"Host": "127.0.0.1:8000"}
AS_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LONGEST = 3600


class Browser:
    """Keeps cookies, sends the token that forms carry, and follows no redirect."""

    def __init__(self, port):
        self.port = port
        self.cookies = SimpleCookie()

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, form):
        """The status, or none when the connection broke before there was one."""
        token = {"csrfmiddlewaretoken": self.cookies["csrftoken"].value}
        try:
            return self._ask("POST", path, urlencode(form | token))
        except (OSError, HTTPException):
            return None

    def _ask(self, method, path, body=None):
        kept = "; ".join(f"{one.key}={one.value}" for one in self.cookies.values())
        headers = SITE | {"Cookie": kept} | (AS_FORM if body else {})
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as asked:
            asked.request(method, path, body, headers)
            response = asked.getresponse()
            response.read()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        return response.status


def signed_in(server):
    browser = Browser(server.port)
    address = reverse("wagtailadmin_login")
    assert browser.get(address) == 200
    who = {"username": "moderator", "password": PASSWORD}
    assert browser.post(address, who) == 302
    return browser


def drafted():
    """The address of a review whose text the form will give."""
    factories.enter_tags()
    index = factories.writing_index()
    # The factory begins to count anew in each process.
    paper = factories.PaperFactory(slug="posted", title="Posted")
    # Its editions are no other review's.
    draft = factories.ReviewPageFactory(
        parent=index, paper=paper, title="Edition 100", live=False
    )
    connection.close()
    return draft.slug


def publish(browser):
    """Post the form of the next edition; what is acknowledged, in `work`'s words."""
    review = ReviewPage.objects.get(slug=work.SLUG)
    title = f"Edition {work.edition(review.title) + 1}"
    newest = review.latest_revision
    shown = {
        "loaded_revision_id": str(newest.pk),
        "loaded_revision_created_at": newest.created_at.isoformat(),
    }
    form = review_form(review.paper, review, title=title) | shown
    connection.close()
    address = reverse("wagtailadmin_pages:edit", args=[review.pk])
    status = browser.post(address, form | {"action-publish": "1"})
    # It answers 200 when it refuses.
    assert status in {302, None}, status
    return [title] if status else []


def killed_after(server, browser, seconds):
    """What was acknowledged of a publish in whose time every worker was killed."""
    with ThreadPoolExecutor(max_workers=1) as posting:
        acknowledged = posting.submit(publish, browser)
        time.sleep(seconds)
        for worker in server.workers():
            os.kill(worker, signal.SIGKILL)
        said = acknowledged.result()
    until(lambda: len(server.workers()) == 2, server.log)
    server.answers_within(60)
    return said


def wrong_with(said, server):
    """What a kill left that must not be."""
    yield from work.damage()
    yield from work.wrong_with_publishes(said)
    review = ReviewPage.objects.get(slug=work.SLUG)
    connection.close()
    status, page = server.get(review.url)
    if review.title not in page.decode():
        yield f"the server answers {status} without {review.title}"


def rounds(server, times):
    """What was found wrong, by round, and how many kills came before the answer."""
    # The same moments each time, as far as a machine allows.
    moments = random.Random(7)  # noqa: S311
    browser = signed_in(server)
    work.SLUG = drafted()
    # A worker's first, as each of those that follow is.
    began = time.monotonic()
    assert publish(browser)
    lasts = time.monotonic() - began
    wrong, cut_short, taken = [], 0, 0
    for number in range(times):
        before = ReviewPage.objects.get(slug=work.SLUG).title
        connection.close()
        said = killed_after(server, browser, moments.uniform(0.05, 1) * lasts)
        cut_short += not said
        wrong += [f"round {number}: {one}" for one in wrong_with(said, server)]
        taken += ReviewPage.objects.get(slug=work.SLUG).title != before
        connection.close()
    wrong += [f"at the end: {one}" for one in work.index_is_another()]
    return {"kills": cut_short, "published": taken, "lasts": lasts, "wrong": wrong}


if __name__ == "__main__":
    signal.alarm(LONGEST)
    with Deployment(Path(settings.DATA_DIR)).served() as server:
        told = rounds(server, int(sys.argv[1]))
    sys.stdout.write(f"{json.dumps(told)}\n")
