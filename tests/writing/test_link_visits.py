"""A link check is a polite guest that no server leads astray."""

import socket
from itertools import pairwise

import pytest

from tests.writing.link_servers import serving
from writing.link_checks.networks import networks
from writing.link_checks.outcomes import Kind
from writing.link_checks.visiting import Manners, visit_all

HERE = networks(["127.0.0.1/32"])


@pytest.fixture
def server():
    with serving() as server:
        yield server


def visited(*urls, pause=0.0, deadline=5.0, allowed=HERE):
    """How each of the addresses was found."""
    found = {}
    manners = Manners("Tests", pause, deadline, allowed=allowed)
    visit_all(urls, manners, found.__setitem__)
    return found


def outcome(url, **manners):
    return visited(url, **manners).get(url)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/status/200", Kind.WORKS),
        ("/status/204", Kind.WORKS),
        ("/hop", Kind.WORKS),
        ("/headless", Kind.WORKS),
        ("/status/404", Kind.GONE),
        ("/status/410", Kind.GONE),
        ("/status/401", Kind.REFUSES),
        ("/status/403", Kind.REFUSES),
        ("/status/405", Kind.REFUSES),
        ("/busy", Kind.REFUSES),
        ("/status/500", Kind.BROKEN),
        ("/status/503", Kind.BROKEN),
        ("/loop", Kind.BROKEN),
        ("/to/ftp://127.0.0.1/x", Kind.BROKEN),
        ("/to/javascript:alert(1)", Kind.BROKEN),
        ("/to/http://[::1", Kind.BROKEN),
        ("/status/abc", Kind.BROKEN),
    ],
)
def test_an_answer_is_told_for_what_it_is(server, path, kind):
    assert outcome(server.url + path).kind == kind


def test_the_reason_is_a_sentence(server):
    said = outcome(f"{server.url}/status/404").reason
    assert said == "The server answered 404 (Not Found)."
    assert outcome(f"{server.url}/loop").reason == "It redirects more than 5 times."


def test_head_comes_first_and_get_only_when_head_fails(server):
    visited(f"{server.url}/status/200", f"{server.url}/headless")
    asked = [(method, path) for method, path, _, _ in server.asked]
    assert asked.count(("HEAD", "/status/200")) == 1
    assert ("GET", "/status/200") not in asked
    assert asked[asked.index(("HEAD", "/headless")) + 1] == ("GET", "/headless")


def test_a_guest_says_whose_it_is_and_names_the_host(server):
    outcome(f"{server.url}/status/200")
    headers = server.asked[0][3]
    assert headers["User-Agent"] == "Tests"
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"


def test_a_password_in_an_address_is_not_sent(server):
    outcome(server.url.replace("//", "//me:secret@") + "/status/200")
    assert "Authorization" not in server.asked[0][3]


def test_between_two_requests_to_a_host_there_is_a_pause(server):
    visited(*(f"{server.url}/status/20{n}" for n in range(3)), pause=0.2)
    times = [when for _, _, when, _ in server.asked]
    gaps = [later - sooner for sooner, later in pairwise(times)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.19


def test_a_redirect_on_the_same_host_waits_its_turn_too(server):
    visited(f"{server.url}/hop", pause=0.2)
    first, second = (when for _, _, when, _ in server.asked)
    assert second - first >= 0.19


def test_a_host_that_asks_to_wait_is_left_alone_for_the_rest_of_the_round(server):
    urls = [f"{server.url}/busy", f"{server.url}/status/200", f"{server.url}/hop"]
    assert list(visited(*urls)) == urls[:1]
    assert [path for _, path, _, _ in server.asked] == ["/busy"]


def test_headers_that_drip_are_given_up_at_the_deadline(server):
    found = outcome(f"{server.url}/drip", deadline=0.4)
    assert found.reason == "There was no answer within 0.4 seconds."


def test_of_a_huge_answer_next_to_nothing_is_read(server):
    assert outcome(f"{server.url}/huge").kind == Kind.WORKS
    assert server.done.wait(10)
    # What the system's own buffers took, of the gigabyte that was on offer.
    assert server.sent < 20 * 1024 * 1024


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
    ],
)
def test_a_private_address_is_not_visited(url):
    assert "private network" in outcome(url, allowed=[]).reason


@pytest.mark.parametrize("to", ["127.0.0.2", "169.254.169.254", "[::1]", "10.1.2.3"])
def test_a_redirect_into_a_private_network_is_not_followed(server, to):
    found = outcome(f"{server.url}/to/http://{to}/secret")
    assert found.kind == Kind.BROKEN
    assert "private network" in found.reason


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://no-such-host.invalid/", "There is no such host"),
        (f"http://{'a' * 70}.example/", "There is no such host"),
        ("http:///nothing", "no address"),
        ("mailto:a@b.c", "no address"),
        ("http://127.0.0.1:99999/", "no port 99999"),
        ("http://a b/", "There is no such host"),
    ],
)
def test_what_cannot_be_visited_is_told_in_words(url, said):
    assert said in outcome(url).reason


def test_a_closed_port_is_told_in_words():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}/"
        assert "No connection to 127.0.0.1" in outcome(url).reason
