"""arXiv and Crossref are asked over HTTP, and whatever they do is told in words."""

import gzip
import socket

import pytest

from tests.writing.services import ARXIV, reply, seconds, serving
from writing.bibliography import lookup
from writing.bibliography.answers import (
    AskedTooOften,
    Garbled,
    NoSuchPaper,
    Offline,
    SentElsewhere,
    TooLong,
    TooSlow,
    Unwell,
)
from writing.bibliography.lookup import look_up
from writing.bibliography.works import Work

TOOLFORMER = "arXiv:2302.04761v1"
PREGEL = "doi:10.1145/1807167.1807184"
WORKS = "/works/10.1145/1807167.1807184"
PLACES = [(TOOLFORMER, ARXIV), (PREGEL, WORKS)]


@pytest.fixture
def service():
    with serving() as one:
        yield one


@pytest.fixture
def brief(monkeypatch):
    """Little patience, so that tests of it are quick."""
    monkeypatch.setattr(lookup, "SECONDS", 0.5)


def only(service, identifier):
    return look_up([identifier], service.services)[identifier]


def test_arxiv_is_asked_for_many_at_once(service):
    service.answer(ARXIV, reply("two.xml"))
    names = ["arXiv:2412.19437", "arXiv:2101.03961v3"]
    found = look_up(names, service.services)
    assert [found[name].record["title"][:8] for name in names] == [
        "DeepSeek",
        "Switch T",
    ]
    assert service.asked == ["2412.19437,2101.03961v3"]


def test_crossref_is_asked_for_each_under_its_own_address(service):
    service.answer(WORKS, reply("pregel.json"))
    work = only(service, PREGEL)
    assert work.record["DOI"] == "10.1145/1807167.1807184"
    path, headers = service.requests[0]
    assert path == "/works/10.1145%2F1807167.1807184"
    assert headers["User-Agent"] == "Tests/1.0 (+http://localhost)"


def test_both_are_asked_together_and_one_fault_spoils_no_other(service):
    service.answer(WORKS, reply("pregel.json"))
    service.answer(ARXIV, status=500)
    found = look_up([TOOLFORMER, PREGEL, "doi:10.1000/none"], service.services)
    kinds = [type(answer) for answer in found.values()]
    assert kinds == [Unwell, Work, NoSuchPaper]


def test_many_dois_are_answered_each_with_its_own(service):
    for number in range(8):
        body = reply("pregel.json").replace(b"1807184", b"%07d" % number)
        service.answer(f"/works/10.1145/1807167.{number:07}", body)
    names = [f"doi:10.1145/1807167.{number:07}" for number in range(8)]
    found = look_up(names, service.services)
    assert [f"doi:{found[name].record['DOI']}" for name in names] == names


@pytest.mark.parametrize(("identifier", "path"), PLACES)
class TestAFault:
    def test_of_a_paper_that_nobody_knows(self, service, identifier, path):
        service.answer(ARXIV, reply("unknown.xml"))
        assert isinstance(only(service, identifier), NoSuchPaper)

    @pytest.mark.parametrize(
        ("retry", "when"),
        [
            ("30", "in 30 seconds."),
            ("1", "in 1 second."),
            ("600", "in 10 minutes."),
            ("", "later."),
            ("soon", "later."),
            ("9" * 30, "later."),
            ("Fri, 01 Jan 2010 00:00:00 GMT", "in 1 second."),
        ],
    )
    def test_of_asking_too_often(self, service, identifier, path, retry, when):
        service.answer(path, status=429, headers={"Retry-After": retry})
        fault = only(service, identifier)
        assert isinstance(fault, AskedTooOften)
        assert str(fault).endswith(f"Try again {when}")

    @pytest.mark.parametrize("status", [400, 403, 500, 503])
    def test_of_the_service_names_its_status(self, service, identifier, path, status):
        service.answer(path, b"<html>Oops</html>", status=status)
        fault = only(service, identifier)
        assert isinstance(fault, Unwell)
        assert f"({status})" in str(fault)

    @pytest.mark.parametrize(
        "body", [b"", b"<html>Welcome</html>", b"{}", b"\xff\x00", b'{"message": []}']
    )
    def test_of_garbage(self, service, identifier, path, body):
        service.answer(path, body)
        fault = only(service, identifier)
        assert isinstance(fault, Garbled)
        assert "can't be read: " in str(fault)

    def test_of_nobody_listening(self, service, identifier, path):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"
        services = lookup.Services(nobody, nobody, "Tests")
        fault = look_up([identifier], services)[identifier]
        assert isinstance(fault, Offline)

    def test_of_an_answer_that_breaks_off(self, service, identifier, path):
        service.answer(path, b"{", headers={"Content-Length": "1000"})
        assert isinstance(only(service, identifier), Offline)

    def test_of_an_answer_that_drips(self, brief, service, identifier, path):
        service.answer(path, b" " * 1000, pause=0.05)
        fault, took = seconds(lambda: only(service, identifier))
        assert isinstance(fault, TooSlow)
        assert took < 2

    def test_of_silence(self, brief, service, identifier, path):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            silent.listen()
            url = f"http://127.0.0.1:{silent.getsockname()[1]}"
            services = lookup.Services(url, url, "Tests")
            found, took = seconds(lambda: look_up([identifier], services))
        assert isinstance(found[identifier], TooSlow)
        assert took < 2

    def test_of_an_answer_without_end(self, service, identifier, path):
        service.answer(path, b" " * (lookup.MAX_BYTES + 1))
        assert isinstance(only(service, identifier), TooLong)

    def test_of_an_answer_that_unpacks_without_end(self, service, identifier, path):
        bomb = gzip.compress(b" " * 50_000_000)
        assert len(bomb) < 100_000
        service.answer(path, bomb, headers={"Content-Encoding": "gzip"})
        assert isinstance(only(service, identifier), TooLong)

    def test_of_an_answer_packed_in_another_way(self, service, identifier, path):
        service.answer(path, b"\x0b\x00", headers={"Content-Encoding": "br"})
        assert isinstance(only(service, identifier), Garbled)

    def test_of_being_sent_to_another_host(self, service, identifier, path):
        with serving() as other:
            headers = {"Location": f"{other.url}{path}"}
            service.answer(path, status=302, headers=headers)
            assert isinstance(only(service, identifier), SentElsewhere)
            assert other.requests == []

    @pytest.mark.parametrize("target", ["file:///etc/passwd", "http://[", "/round"])
    def test_of_being_sent_nowhere(self, service, identifier, path, target):
        for place in (path, "/round"):
            service.answer(place, status=302, headers={"Location": target})
        assert isinstance(only(service, identifier), SentElsewhere | Offline)
        assert len(service.requests) <= lookup.MAX_REDIRECTS + 1


def test_a_packed_answer_is_unpacked(service):
    body = gzip.compress(reply("pregel.json"))
    service.answer(WORKS, body, headers={"Content-Encoding": "gzip"})
    assert only(service, PREGEL).record["title"].startswith("Pregel")


def test_the_same_host_may_send_us_on(service):
    service.answer(WORKS, status=301, headers={"Location": "/works/moved"})
    service.answer("/works/moved", reply("pregel.json"))
    assert only(service, PREGEL).record["title"].startswith("Pregel")


def test_an_error_that_arxiv_tells_as_an_entry_is_told(service):
    service.answer(ARXIV, reply("error.xml"))
    fault = only(service, "arXiv:vol/1234567")
    assert "incorrect id format for vol/1234567." in str(fault)


def test_nothing_is_asked_for_nothing(service):
    assert look_up([], service.services) == {}
    assert service.requests == []
