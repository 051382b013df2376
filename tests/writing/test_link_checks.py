"""Which outside addresses are visited, when, and what is kept of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from tests.factories import (
    IDENTIFIED,
    PaperFactory,
    ReviewPageFactory,
    claim,
    prose,
    sound,
)
from tests.writing.link_servers import serving
from writing.link_checks.addresses import outside
from writing.link_checks.outcomes import Kind, Outcome
from writing.link_checks.rounds import judge, note_addresses
from writing.models import LinkState, LinkUse, OutsideLink

DAY = timedelta(days=1)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def server(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://reviews.example"
    settings.LINK_CHECK_PAUSE = 0
    settings.LINK_CHECK_NETWORKS = ["127.0.0.1/32"]
    with serving() as server:
        yield server


def linking(site, *urls, **fields):
    """A live review whose prose links to these."""
    text = " ".join(f"[here]({url})" for url in urls)
    return ReviewPageFactory(parent=site, body=sound(prose(text), claim()), **fields)


def check(*options):
    call_command("check_links", *options, verbosity=0)


def states():
    return dict(OutsideLink.objects.values_list("url", "state"))


def test_addresses_come_from_all_that_readers_can_follow(site):
    heard = {
        "kind": "link",
        "url": "https://blog.example/post",
        "title": "A post",
        "date": "2026-01-01",
    }
    record = {"type": "book", "title": "A book", "URL": "https://book.example/a"}
    ReviewPageFactory(
        parent=site,
        paper=PaperFactory(**IDENTIFIED, code_url="https://code.example/kafka"),
        references={"book": record},
        body=sound(
            prose("See [this](https://prose.example/x#part) and [@book]."),
            claim(heard=heard),
        ),
    )
    note_addresses()
    found = dict(LinkUse.objects.values_list("link__url", "place"))
    assert found["https://prose.example/x"] == "Prose 1"
    assert found["https://blog.example/post"] == "Claim 1"
    assert found["https://book.example/a"] == "Reference book"
    assert found["https://example.org/kafka"] == "The paper"
    assert found["https://code.example/kafka"] == "The paper"
    assert found["https://doi.org/10.1000/182"] == "The paper"


def test_a_use_knows_its_block(site):
    review = linking(site, "https://prose.example/x")
    note_addresses()
    assert LinkUse.objects.get(place="Prose 1").block == review.body[0].id


@pytest.mark.parametrize(
    "href",
    [
        "#claim-a",
        "/writing/",
        "mailto:a@b.c",
        "https://own.example/x",
        "http://[::1",
        "javascript:alert(1)",
        f"https://long.example/{'x' * 1000}",
        "https:///x",
    ],
)
def test_what_is_not_outside_is_not_visited(href):
    assert outside(href, frozenset({"own.example"})) == ""


def test_drafts_are_not_visited_and_what_goes_is_forgotten(site):
    gone = linking(site, "https://gone.example/")
    draft = linking(site, "https://draft.example/", live=False)
    note_addresses()
    assert "https://gone.example/" in states()
    assert "https://draft.example/" not in states()
    gone.unpublish()
    draft.delete()
    note_addresses()
    assert states() == {}


def test_a_second_look_at_an_unchanged_library_writes_nothing(site):
    linking(site, "https://a.example/", "https://b.example/")
    note_addresses()
    before = list(LinkUse.objects.values_list())
    note_addresses()
    assert list(LinkUse.objects.values_list()) == before


def test_a_round_finds_what_is_dead_and_why(site, server):
    works, dead = f"{server.url}/status/200", f"{server.url}/status/404"
    unsure, refused = f"{server.url}/status/500", f"{server.url}/status/403"
    linking(site, works, dead, unsure, refused)
    check()
    assert states() == {
        works: LinkState.WORKS,
        dead: LinkState.DEAD,
        unsure: LinkState.UNSURE,
        refused: LinkState.UNSURE,
    }
    link = OutsideLink.objects.get(url=dead)
    assert link.reason == "The server answered 404 (Not Found)."
    assert link.first_failed_at is not None


def test_a_visited_address_is_let_rest(site, server):
    linking(site, f"{server.url}/status/200")
    check()
    check()
    assert len(server.asked) == 1
    with time_machine.travel(datetime.now(UTC) + DAY):
        check()
    assert len(server.asked) == 2


def test_a_round_has_a_bound_and_the_next_goes_on(site, server):
    urls = [f"{server.url}/status/20{n}" for n in range(4)]
    linking(site, *urls)
    check("--at-most=3")
    assert len(server.asked) == 3
    check("--at-most=3")
    assert {path for _, path, _, _ in server.asked} == {
        url.removeprefix(server.url) for url in urls
    }


def test_what_a_host_leaves_unanswered_keeps_its_turn(site, server):
    linking(site, f"{server.url}/busy", f"{server.url}/status/404")
    check()
    assert states()[f"{server.url}/status/404"] == LinkState.NEW
    check()
    assert states()[f"{server.url}/status/404"] == LinkState.DEAD


def test_the_command_says_what_it_came_to(site, server, capsys):
    linking(site, f"{server.url}/status/404", f"{server.url}/status/200")
    call_command("check_links")
    assert capsys.readouterr().out == (
        "2 visited: 1 dead, 0 unsure; 0 left for another time.\n"
    )


def test_a_private_address_in_a_review_is_not_visited(site, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://reviews.example"
    settings.LINK_CHECK_PAUSE = 0
    with serving() as server:
        linking(site, f"{server.url}/status/200")
        check()
        assert server.asked == []
    assert "private network" in OutsideLink.objects.get().reason


def judged(*outcomes):
    """An address after one visit a day with these outcomes."""
    link = OutsideLink(url="https://a.example/")
    for day, kind in enumerate(outcomes):
        judge(link, Outcome(kind, "So."), NOON + day * DAY)
    return link


def test_what_is_broken_on_three_days_is_dead():
    assert judged(Kind.BROKEN, Kind.BROKEN).state == LinkState.UNSURE
    dead = judged(Kind.BROKEN, Kind.BROKEN, Kind.BROKEN)
    assert dead.state == LinkState.DEAD
    assert dead.first_failed_at == NOON


def test_three_failures_on_one_day_are_one():
    link = OutsideLink(url="https://a.example/")
    for hour in range(3):
        judge(link, Outcome(Kind.BROKEN), NOON + timedelta(hours=hour))
    assert link.state == LinkState.UNSURE


def test_an_answer_in_between_begins_the_count_anew():
    broken = Kind.BROKEN
    link = judged(broken, broken, Kind.WORKS, broken, broken)
    assert (link.state, link.failed_days) == (LinkState.UNSURE, 2)
    assert judged(broken, Kind.WORKS).first_failed_at is None


def test_a_server_that_lets_no_machine_in_is_never_held_for_dead():
    assert judged(*[Kind.REFUSES] * 9).state == LinkState.UNSURE
