"""What readers look for and do not find is counted, and nothing of who they are."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from search import unanswered
from search.models import Unanswered
from search.unanswered import LONGEST, asked_for, note, phrase_of
from tests.factories import ReviewPageFactory


def phrases():
    return dict(Unanswered.objects.values_list("phrase", "count"))


def search(client, query, **more):
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return response


def test_a_search_that_finds_nothing_is_counted(client, site):
    search(client, "Paxos leases")
    search(client, "  paxos   LEASES ")
    assert phrases() == {"paxos leases": 2}


def test_a_search_that_finds_something_or_asks_nothing_is_not(client, site):
    ReviewPageFactory(parent=site, title="Paxos")
    search(client, "paxos")
    search(client, "")
    search(client, "!!!")
    assert phrases() == {}


def test_the_search_page_sets_no_cookie(client, site):
    assert not search(client, "nothing of the kind").cookies


@pytest.mark.parametrize(
    "query",
    [
        "ada@example.org",
        "https://example.org/secret",
        "www.example.org",
        "example.com",
        "12345",
        "4111 1111 1111 1111",
        "+44 20 7946 0958",
        "call 020-7946-0958",
        "192.168.0.1",
        "0123456789abcdef0123456789abcdef",
        "2011",
        "x" * (unanswered.LONGEST_WORD + 1),
        "word " * 20,
        "<>",
        "",
    ],
)
def test_what_could_be_a_persons_own_is_not_kept(query):
    assert phrase_of(query) == ""


@pytest.mark.parametrize(
    "query",
    ["raft", "gpt-4", "llama 3.1 70b", "flash attention 2", "osdi 2004", "naïve bayes"],
)
def test_what_readers_look_for_is_kept(query):
    assert phrase_of(query) == query


def test_what_is_kept_is_never_longer_than_its_column():
    assert len(phrase_of("ab " * 26 + "cd")) <= LONGEST
    assert phrase_of("ab " * 27) == "ab " * 26 + "ab" or phrase_of("ab " * 27) == ""


@pytest.mark.django_db
def test_a_day_takes_so_many_phrases_and_no_more(monkeypatch):
    monkeypatch.setattr(unanswered, "MOST_A_DAY", 3)
    for word in ("one", "two", "three", "four", "one"):
        note(word)
    assert phrases() == {"one": 2, "two": 1, "three": 1}
    with time_machine.travel("2126-01-01"):
        note("four")
    assert phrases()["four"] == 1


@pytest.mark.django_db
def test_one_phrase_counts_so_often_a_day_and_no_more(monkeypatch):
    monkeypatch.setattr(unanswered, "MOST_COUNTED", 2)
    for _ in range(5):
        note("again")
    assert phrases() == {"again": 2}


@pytest.mark.django_db
def test_a_full_table_lets_go_of_what_was_asked_least_and_longest_ago(monkeypatch):
    monkeypatch.setattr(unanswered, "MOST_ROWS", 3)
    monkeypatch.setattr(unanswered, "PRUNED", 1)
    for phrase, day, count in (
        ("old and rare", 1, 1),
        ("new and rare", 3, 1),
        ("old and common", 2, 9),
    ):
        Unanswered.objects.create(phrase=phrase, day=date(2026, 1, day), count=count)
    note("newest")
    assert set(phrases()) == {"new and rare", "old and common", "newest"}


@pytest.mark.django_db
def test_days_are_added_up_and_the_commonest_comes_first():
    for phrase, day, count in (("raft", 1, 2), ("raft", 2, 2), ("paxos", 2, 3)):
        Unanswered.objects.create(phrase=phrase, day=date(2026, 1, day), count=count)
    assert [(row["phrase"], row["times"]) for row in asked_for()] == [
        ("raft", 4),
        ("paxos", 3),
    ]
    assert asked_for()[0]["last_asked"] == date(2026, 1, 2)


def test_a_table_that_cannot_be_written_breaks_no_search(client, site, caplog):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE search_unanswered")
    assert "Nothing found" in search(client, "paxos").content.decode()
    assert "was not counted" in caplog.text


def test_the_desk_and_its_report_tell_what_was_asked(client, editor, site):
    search(client, "paxos leases")
    client.force_login(editor)
    assert "paxos leases" in client.get("/admin/").content.decode()
    report = client.get("/admin/reports/desk/searches/")
    assert "paxos leases" in report.content.decode()
    day = timezone.localdate().isoformat()
    file = client.get("/admin/reports/desk/searches/?export=csv")
    assert b"".join(file.streaming_content).decode().splitlines()[1] == (
        f"paxos leases,1,{day},{day}"
    )


def test_the_report_can_be_narrowed(client, editor, site):
    note("paxos")
    note("raft")
    client.force_login(editor)
    for query in (
        "q=paxos",
        "day_to=2001-01-01",
        "ordering=times",
        "ordering=nonsense",
    ):
        page = client.get(f"/admin/reports/desk/searches/?{query}")
        assert page.status_code == 200
    narrowed = client.get("/admin/reports/desk/searches/?q=paxos").content.decode()
    assert "q=raft" not in narrowed
    early = client.get("/admin/reports/desk/searches/?day_to=2001-01-01")
    assert "q=paxos" not in early.content.decode()
