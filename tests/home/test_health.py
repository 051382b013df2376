"""/healthz and /readyz tell balancers the truth, strangers little, and cost little."""

import json
from threading import Event, Thread
from time import monotonic

import pytest
from django.core.cache import cache
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import RequestFactory

from home import needs
from home.health import readiness
from home.health.probes import probes, ready
from home.health.readiness import Answer, Need, NotReadyError, Readiness

INSIDE = {"REMOTE_ADDR": "127.0.0.1"}


def behind(request):
    return HttpResponse("a page")


@pytest.fixture
def wanted(monkeypatch):
    """The needs that a test names, in place of the site's."""
    named = {}
    monkeypatch.setattr(readiness, "NEEDS", named)

    def want(name, ask, kept=0.0):
        named[name] = Need(name, ask, kept)

    return want


def broken():
    raise NotReadyError("It is gone.")


def told(response):
    return json.loads(response.content)


class TestAlive:
    @pytest.mark.parametrize("host", ["10.0.0.7", "no such host", "example.org"])
    def test_it_answers_under_any_name(self, settings, client, host):
        settings.ALLOWED_HOSTS = ["example.org"]
        settings.SECURE_SSL_REDIRECT = True
        response = client.get("/healthz", headers={"host": host})
        assert (response.status_code, response.content) == (200, b"alive\n")
        assert response["Cache-Control"] == "no-store"

    def test_it_asks_no_database(self, client):
        # Without the fixture that allows it, a query would raise.
        assert client.get("/healthz").status_code == 200

    def test_it_answers_questions_only(self, client):
        assert client.post("/healthz").status_code == 405
        assert client.head("/healthz").status_code == 200

    def test_other_addresses_are_left_to_the_site(self, rf):
        assert probes(behind)(rf.get("/healthz/")).content == b"a page"


class TestReady:
    def ask(self, answers, **extra):
        request = RequestFactory().get("/readyz", **{**INSIDE, **extra})
        return ready(request, answers)

    def test_one_fault_is_503(self):
        answers = [Answer("database"), Answer("disk", "It is full.")]
        response = self.ask(answers)
        assert response.status_code == 503
        assert [(each["name"], each["ok"]) for each in told(response)["checks"]] == [
            ("database", True),
            ("disk", False),
        ]

    def test_what_the_node_can_do_without_is_told_and_stops_nothing(self, settings):
        settings.READY_WITHOUT = ["cache"]
        response = self.ask([Answer("cache", "It is down.")])
        assert response.status_code == 200
        assert told(response)["checks"][0]["fault"] == "It is down."

    @pytest.mark.parametrize(
        ("remote", "forwarded"),
        [
            ("203.0.113.9", ""),
            ("127.0.0.1", "203.0.113.9"),
            ("10.1.2.3", "203.0.113.9"),
            ("127.0.0.1", "127.0.0.1, 203.0.113.9"),
        ],
        ids=["direct", "by our proxy", "by our network", "with a made-up hop"],
    )
    def test_strangers_get_the_status_alone(self, settings, remote, forwarded):
        settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.0/8"]
        extra = {"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}
        response = self.ask([Answer("disk", "It is full.")], **extra)
        assert (response.status_code, told(response)) == (503, {"ready": False})

    @pytest.mark.parametrize("remote", ["127.0.0.1", "::1", "10.1.2.3", ""])
    def test_those_inside_get_all(self, settings, remote):
        settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
        assert "checks" in told(self.ask([Answer("disk")], REMOTE_ADDR=remote))


class TestAsking:
    def test_many_who_ask_at_once_cost_one_look(self, wanted):
        looks = []
        wanted("disk", lambda: looks.append(1))
        asked = Readiness()
        for _ in range(50):
            asked.answers()
        assert len(looks) == 1

    def test_what_breaks_in_any_way_is_an_answer(self, wanted):
        wanted("cache", broken)
        wanted("media", lambda: 1 / 0)
        wanted("disk", lambda: None)
        assert [(a.name, a.fault) for a in Readiness().answers()] == [
            ("cache", "It is gone."),
            ("media", "ZeroDivisionError: division by zero"),
            ("disk", ""),
        ]

    def test_what_hangs_is_told_in_time_and_takes_one_thread(self, wanted, monkeypatch):
        monkeypatch.setattr(readiness, "LONGEST", 0.1)
        monkeypatch.setattr(readiness, "KEPT", 0.0)
        released, asked = Event(), []
        wanted("disk", lambda: None)
        wanted("media", lambda: (asked.append(1), released.wait(20)))
        hanging = Readiness()
        began = monotonic()
        for _ in range(5):
            answers = hanging.answers()
        assert monotonic() - began < 10
        assert [bool(answer.fault) for answer in answers] == [False, True]
        assert len(asked) == 1
        released.set()

    def test_who_comes_meanwhile_gets_the_last_answer(self, wanted, monkeypatch):
        monkeypatch.setattr(readiness, "KEPT", 0.0)
        released, reached = Event(), Event()
        asked = Readiness()
        wanted("disk", lambda: None)
        asked.answers()
        wanted("disk", lambda: (reached.set(), released.wait(20)))
        slow = Thread(target=asked.answers)
        slow.start()
        assert reached.wait(20)
        assert [answer.fault for answer in asked.answers()] == [""]
        released.set()
        slow.join(20)

    def test_a_good_answer_that_costs_is_kept_and_a_bad_one_is_not(
        self, wanted, monkeypatch
    ):
        monkeypatch.setattr(readiness, "KEPT", 0.0)
        looks = []
        wanted("media", lambda: looks.append(1), kept=60)
        asked = Readiness()
        asked.answers()
        asked.answers()
        assert len(looks) == 1
        wanted("media", broken, kept=60)
        other = Readiness()
        other.answers()
        wanted("media", lambda: None, kept=60)
        assert other.answers()[0].fault == ""

    def test_the_log_tells_of_a_change_once(self, wanted, monkeypatch, caplog):
        monkeypatch.setattr(readiness, "KEPT", 0.0)
        asked = Readiness()
        wanted("disk", broken)
        asked.answers()
        asked.answers()
        wanted("disk", lambda: None)
        asked.answers()
        assert [record.getMessage() for record in caplog.records] == [
            "Readiness: disk: It is gone.",
            "Readiness: all is well again.",
        ]


class TestNeeds:
    def test_all_migrations_are_applied_until_one_is_not(self, db):
        needs.migrations_are_applied()
        MigrationRecorder.Migration.objects.filter(app="search").last().delete()
        with pytest.raises(NotReadyError, match="1 migrations are not applied"):
            needs.migrations_are_applied()

    def test_a_full_disk_is_a_fault(self, settings):
        settings.READY_FREE_MB = 10**9
        with pytest.raises(NotReadyError, match="are needed"):
            needs.disk_has_room()

    def test_a_cache_that_forgets_is_a_fault(self, monkeypatch):
        monkeypatch.setattr(cache, "get", lambda *args: None, raising=False)
        with pytest.raises(NotReadyError, match="did not give back"):
            needs.cache_gives_back()

    def test_a_place_for_uploads_that_is_none_is_a_fault(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "media"
        settings.MEDIA_ROOT.write_text("a file")
        with pytest.raises(OSError, match="exists"):
            needs.media_can_be_written()

    def test_looking_leaves_nothing_among_the_uploads(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        needs.media_can_be_written()
        assert list(tmp_path.iterdir()) == []
