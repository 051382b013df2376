"""Readers at a steady rate and an editor who publishes, each noting what came of it."""

from __future__ import annotations

import http.client
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from threading import Event, Thread
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
READERS = 4
# Of all readers together.
REQUESTS_A_SECOND = 10
PUBLISHES_A_SECOND = 2
# How long a reader waits for a page, and how long an editor does.
TIMEOUT = 5
PATIENCE = 15
FAULTS = (URLError, TimeoutError, ConnectionError, http.client.HTTPException)


@dataclass
class Noted:
    """What came of one thing that was asked."""

    at: float
    fault: str = ""
    seconds: float = 0.0


@dataclass
class Load:
    """The people of the rehearsal, who go on until they are told to stop."""

    site: str
    paths: list[str]
    page: tuple[int, str]
    password: str
    read: list[Noted] = field(default_factory=list)
    published: list[Noted] = field(default_factory=list)
    _stopped: Event = field(default_factory=Event)
    _threads: list[Thread] = field(default_factory=list)

    def begin(self) -> None:
        self._threads = [
            *(Thread(target=self._keep_reading, args=[n]) for n in range(READERS)),
            Thread(target=self._keep_publishing),
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _keep_reading(self, number: int) -> None:
        """Ask at fixed times, or as soon as the last answer is there."""
        pause = READERS / REQUESTS_A_SECOND
        due = time.monotonic() + number * pause / READERS
        turn = number
        while not self._stopped.wait(max(0.0, due - time.monotonic())):
            path = self.paths[turn % len(self.paths)]
            self.read.append(noted(build_opener(), f"{self.site}{path}"))
            turn += 1
            # What a busy machine could not ask in time is not made up for.
            due = max(due + pause, time.monotonic())

    def _keep_publishing(self) -> None:
        """Take a review down and publish it again; see that readers notice."""
        editor = None
        action = "unpublish"
        while not self._stopped.wait(1 / PUBLISHES_A_SECOND):
            began = time.monotonic()
            try:
                editor = editor or signed_in(self.site, self.password)
                act(editor, self.site, action, self.page[0])
            except FAULTS as error:
                self.published.append(Noted(began, told(error)))
                continue
            done = time.monotonic()
            fault = self._noticed(404 if action == "unpublish" else 200)
            self.published.append(Noted(began, fault, time.monotonic() - done))
            action = "publish" if action == "unpublish" else "unpublish"

    def _noticed(self, status: int) -> str:
        """Wait until a reader is answered with a status; what is wrong if none is."""
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            answer = noted(build_opener(), f"{self.site}/writing/{self.page[1]}/")
            if answer.fault == ("" if status == 200 else str(status)):  # noqa: PLR2004
                return ""
            time.sleep(0.02)
        return f"readers were not answered {status}"


def noted(opener: OpenerDirector, url: str) -> Noted:
    began = time.monotonic()
    try:
        with opener.open(url, timeout=TIMEOUT) as answer:
            answer.read()
    except FAULTS as error:
        return Noted(began, told(error), time.monotonic() - began)
    return Noted(began, "", time.monotonic() - began)


def told(error: Exception) -> str:
    """A fault in a word or two."""
    if isinstance(error, HTTPError):
        return str(error.code)
    reason = getattr(error, "reason", error)
    return type(reason).__name__


def signed_in(site: str, password: str) -> OpenerDirector:
    """The browser of the administrator."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    form = {"username": "administrator", "password": password}
    send(browser, f"{site}/admin/login/", form)
    return browser


def act(browser: OpenerDirector, site: str, action: str, key: int) -> None:
    """Do to a page what the CMS's list of pages lets one do to several."""
    query = urlencode({"next": "/admin/login/", "id": key})
    send(browser, f"{site}/admin/bulk/wagtailcore/page/{action}/?{query}", {})


def send(browser: OpenerDirector, url: str, form: dict[str, str]) -> None:
    """Send a form as its own page would; an answer that shows it again is a fault."""
    with browser.open(url, timeout=PATIENCE) as page:
        token = TOKEN.search(page.read().decode())
    if not token:
        raise URLError("the form is not there")
    fields = {"csrfmiddlewaretoken": token[1], **form}
    request = Request(url, urlencode(fields).encode(), {"Referer": url})  # noqa: S310
    with browser.open(request, timeout=PATIENCE) as answer:
        if answer.url == url:
            raise URLError("the form was not taken")
        answer.read()


def counted(notes: list[Noted]) -> str:
    """How often each fault came."""
    faults = Counter(note.fault for note in notes if note.fault)
    return ", ".join(f"{count} × {fault}" for fault, count in faults.most_common())
