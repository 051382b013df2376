"""The doctor says what is wrong with an installation, in words that tell it apart."""

import json
import os
import time
from datetime import timedelta
from io import StringIO
from threading import Event

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from config.databases import sqlite
from home import triggers
from home.health.doctor import database, examining, files, machine, people
from home.health.doctor import settings as settings_examined
from home.health.doctor.examining import Examination, Level, examine, fault, warning
from home.health.standing import STAMP
from search.examinations import index_is_complete
from search.models import Indexed, Indexing
from tests.factories import ReviewPageFactory
from tests.nodes.stand_ins import standing_in
from writing.examinations import live_reviews_are_drawn, schedule_is_kept


def whats(look):
    """What an examination finds, each after its level."""
    return [f"{finding.level}: {finding.what}" for finding in look()]


@pytest.fixture
def public(settings):
    """Settings as of a public site."""
    settings.WAGTAILADMIN_BASE_URL = "https://example.org"
    settings.ALLOWED_HOSTS = ["example.org"]
    settings.DEBUG = False
    return settings


class TestExamining:
    def test_what_breaks_is_a_finding_and_no_traceback(self):
        def look():
            yield warning("First.", "Do.")
            raise LookupError("the index is gone")

        report = examine(Examination("index", look))
        assert [finding.what for finding in report.findings] == [
            "First.",
            "This could not be looked at: LookupError: the index is gone",
        ]
        assert report.findings[1].level is Level.FAULT

    def test_what_hangs_is_left_and_what_it_found_is_told(self):
        released = Event()

        def look():
            yield fault("Found before.", "Do.")
            released.wait(20)

        began = time.monotonic()
        report = examine(Examination("disk", look, seconds=0.2))
        released.set()
        assert time.monotonic() - began < 10
        assert report.findings[0].what == "Found before."
        assert "not looked at to its end" in report.findings[1].what

    def test_what_is_to_be_looked_at_is_all_there(self):
        names = [examination.name for examination in examining.examinations()]
        assert len(names) == len(set(names))
        assert {
            *("settings", "secret key", "address", "mail", "database", "SQLite"),
            *("PostgreSQL", "search index", "cache", "uploads", "disk", "clock"),
            *("images and documents", "schedule", "static files", "permissions"),
            *("people", "backups", "services", "renderings", "kept pages", "replicas"),
        } <= set(names)


class TestCommand:
    def run(self, monkeypatch, looks, *options):
        named = [Examination(name, look) for name, look in looks.items()]
        place = "home.management.commands.doctor.examinations"
        monkeypatch.setattr(place, lambda: named)
        said = StringIO()
        try:
            call_command("doctor", *options, stdout=said)
        except SystemExit as ended:
            return ended.code, said.getvalue()
        return 0, said.getvalue()

    def test_a_fault_ends_it_with_1_and_stands_with_what_to_do(self, monkeypatch):
        looks = {
            "disk": lambda: iter([fault("It is full.", "Free some room.")]),
            "cache": lambda: iter([]),
        }
        status, said = self.run(monkeypatch, looks)
        assert status == 1
        assert said.splitlines() == [
            "fault    disk: It is full.",
            "         → Free some room.",
            "ok       cache",
            "",
            "1 faults, 0 warnings.",
        ]

    def test_warnings_alone_are_no_failure(self, monkeypatch):
        looks = {"mail": lambda: iter([warning("It is printed.", "Set it.")])}
        status, said = self.run(monkeypatch, looks)
        assert status == 0
        assert said.endswith("0 faults, 1 warnings.\n")

    def test_machines_get_json(self, monkeypatch):
        looks = {"disk": lambda: iter([fault("It is full.", "Free some room.")])}
        status, said = self.run(monkeypatch, looks, "--json")
        told = json.loads(said)
        assert (status, told["faults"]) == (1, 1)
        assert told["reports"][0]["findings"] == [
            {"level": "fault", "what": "It is full.", "advice": "Free some room."}
        ]


class TestSettings:
    def test_a_sound_public_site_has_an_address_that_is_its_own(self, public):
        assert whats(settings_examined.address_is_the_readers) == []

    @pytest.mark.parametrize(
        ("address", "hosts", "said"),
        [
            ("https://example.org", ["*"], "ALLOWED_HOSTS has “*”"),
            ("https://example.org", ["www.example.org"], "which ALLOWED_HOSTS lacks"),
            ("http://example.org", ["example.org"], "travel in the open"),
            ("http://localhost:8000", ["localhost"], "only this machine"),
        ],
    )
    def test_an_address_that_is_not(self, public, address, hosts, said):
        public.WAGTAILADMIN_BASE_URL, public.ALLOWED_HOSTS = address, hosts
        [what] = whats(settings_examined.address_is_the_readers)
        assert said in what

    @pytest.mark.parametrize("key", ["short", "a" * 80])
    def test_a_weak_key_is_told_without_telling_it(self, settings, key):
        settings.SECRET_KEY = key
        [what] = whats(settings_examined.key_is_strong)
        assert "SECRET_KEY is weak" in what
        assert key not in what

    def test_debug_pages_are_a_fault(self, public):
        public.DEBUG = True
        assert "DEBUG is on" in whats(settings_examined.fit_for_the_public)[0]

    def test_mail_that_is_printed_is_told_of_on_a_public_site(self, public):
        public.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        public.DEFAULT_FROM_EMAIL = "editor@example.org"
        [what] = whats(settings_examined.mail_is_sent)
        assert "printed and not sent" in what


@pytest.mark.django_db
class TestDatabase:
    def test_one_that_is_well_yields_nothing(self):
        assert whats(database.database_is_up_to_date) == []
        assert whats(database.sqlite_is_sound) == []
        assert whats(database.postgresql_is_set_up) == []
        assert whats(database.kept_pages_lapse) == []

    def test_a_database_that_is_not_there_is_a_fault(self, monkeypatch, tmp_path):
        nowhere = sqlite(tmp_path / "nowhere" / "db.sqlite3")
        with standing_in(monkeypatch, default=nowhere):
            [what] = whats(database.database_is_up_to_date)
        assert what.startswith("fault: The database does not answer: unable to open")

    def test_pages_that_would_not_lapse_are_a_fault_until_migrate_is_run(self):
        triggers.remove(connection)
        [finding] = database.kept_pages_lapse()
        assert finding.level is Level.FAULT
        assert "pages from before a publish: home_editorialimage," in finding.what
        assert finding.advice.startswith("Run manage.py migrate")
        call_command("migrate", verbosity=0)
        assert whats(database.kept_pages_lapse) == []

    def test_a_migration_that_is_missing_is_a_fault(self):
        MigrationRecorder.Migration.objects.filter(app="search").last().delete()
        [what] = whats(database.database_is_up_to_date)
        assert what.startswith("fault: 1 migrations are not applied")

    def test_a_damaged_file_is_told(self, monkeypatch):
        answers = {"PRAGMA quick_check(1)": "Page 7 is never used"}
        monkeypatch.setattr(database, "ask", lambda sql: answers.get(sql, "wal"))
        monkeypatch.setattr(
            database, "connection", type("Lite", (), {"vendor": "sqlite"})
        )
        assert "damaged: Page 7" in whats(database.sqlite_is_sound)[0]

    def test_more_threads_than_connections_are_a_fault(self, monkeypatch):
        monkeypatch.setattr(database, "ask", lambda sql: "70")
        monkeypatch.setenv("WEB_WORKERS", "2")
        monkeypatch.setenv("WEB_THREADS", "30")
        assert whats(database.too_few_connections) == []
        monkeypatch.setenv("WEB_THREADS", "31")
        assert "may want as many as 62" in whats(database.too_few_connections)[0]


class TestFiles:
    def test_a_document_whose_file_is_gone_is_named(self, db, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        kept = Document(title="Kept", file=ContentFile(b"1", name="kept.txt"))
        lost = Document(title="Lost", file=ContentFile(b"2", name="lost.txt"))
        kept.save()
        lost.save()
        assert whats(files.files_are_there) == []
        os.unlink(lost.file.path)
        [what] = whats(files.files_are_there)
        assert "documents are missing: documents/lost.txt." in what

    def test_many_names_are_cut_to_a_few(self):
        assert files.named([str(number) for number in range(9)]).endswith("and 4 more")

    def test_data_that_others_read_is_a_fault(self, settings, tmp_path):
        settings.DATA_DIR = tmp_path
        (tmp_path / "secret-key").touch(0o600)
        tmp_path.chmod(0o700)
        assert whats(files.data_is_for_its_owner) == []
        tmp_path.chmod(0o755)
        (tmp_path / "db.sqlite3").touch()
        (tmp_path / "db.sqlite3").chmod(0o644)
        (tmp_path / "secret-key").chmod(0o640)
        told = " ".join(whats(files.data_is_for_its_owner))
        assert "Every user of this machine" in told
        assert "db.sqlite3" in told
        assert "sign in as anybody" in told

    def test_a_disk_that_is_full_or_nearly_so_is_told(self, settings, monkeypatch):
        settings.READY_FREE_MB = 10**9
        assert whats(files.disk_is_large_enough)[0].startswith("fault")
        settings.READY_FREE_MB = 1
        monkeypatch.setattr(files, "COMFORTABLE_MB", 10**9)
        assert whats(files.disk_is_large_enough)[0].startswith("warning")


class TestPeople:
    def test_a_password_that_is_guessed_first_is_a_fault(self, editor, administrator):
        told = whats(people.passwords_are_their_own)
        assert [what for what in told if "guessed first" in what] == [
            "fault: The password of administrator is one that is guessed first.",
            "fault: The password of editor is one that is guessed first.",
        ]

    def test_the_password_of_the_environment_is_told_of(self, editor, monkeypatch):
        editor.set_password("a password of one's own")
        editor.save()
        monkeypatch.setenv("EDITOR_PASSWORD", "a password of one's own")
        assert "still that of EDITOR_PASSWORD" in " ".join(
            whats(people.passwords_are_their_own)
        )

    def test_who_signed_in_with_a_password_of_their_own_is_well(self, administrator):
        administrator.set_password("a password of one's own")
        administrator.last_login = timezone.now()
        administrator.save()
        assert whats(people.passwords_are_their_own) == []


class TestMachine:
    def test_a_cache_that_only_one_process_sees_is_a_fault(self):
        # The tests' own is in memory.
        [what] = whats(machine.cache_is_shared)
        assert "another one does not find" in what

    def test_a_page_from_the_future_tells_of_the_clock(self, site):
        assert whats(machine.clock_is_right) == []
        Page.objects.filter(pk=site.pk).update(
            last_published_at=timezone.now() + timedelta(hours=1)
        )
        assert "yet to come" in whats(machine.clock_is_right)[0]

    def test_backups_are_told_of_by_their_age(self, settings, tmp_path):
        settings.DATA_DIR = tmp_path
        assert "No backup was ever" in whats(machine.backups_are_made)[0]
        made = tmp_path / "backup.tar"
        made.write_text("all of it")
        told = {"file": str(made), "bytes": 9, "missing": 0}
        (tmp_path / STAMP).write_text(json.dumps(told))
        assert whats(machine.backups_are_made) == []
        made.write_text("a part")
        assert "is not as it was made" in whats(machine.backups_are_made)[0]
        made.unlink()
        assert "is not at" in whats(machine.backups_are_made)[0]
        old = time.time() - 5 * 24 * 3600
        os.utime(tmp_path / STAMP, (old, old))
        assert "5 days old" in whats(machine.backups_are_made)[0]


class TestReviews:
    def test_an_index_that_knows_all_reviews_is_well(self, site):
        review = ReviewPageFactory(parent=site)
        call_command("rebuild_search", verbosity=0)
        assert whats(index_is_complete) == []
        Indexed.objects.filter(review=review.pk).delete()
        assert "1 of 1 reviews that anyone may read are not" in " ".join(
            whats(index_is_complete)
        )

    def test_an_index_of_older_code_is_a_fault(self, site):
        call_command("rebuild_search", verbosity=0)
        Indexing.objects.update(version=0)
        assert "made by older code" in whats(index_is_complete)[0]

    def test_a_review_that_is_hidden_and_still_found_is_a_fault(self, site):
        call_command("rebuild_search", verbosity=0)
        Indexed.objects.create(review=999_999, facets=[], words="")
        assert "that not anyone may read" in whats(index_is_complete)[0]

    def test_what_is_long_due_tells_of_the_schedule(self, site):
        review = ReviewPageFactory(parent=site, live=False)
        revision = review.save_revision()
        due = timezone.now() - timedelta(minutes=5)
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=due)
        assert whats(schedule_is_kept) == []
        due -= timedelta(hours=1)
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=due)
        assert "1 scheduled pages have not gone live" in whats(schedule_is_kept)[0]

    def test_a_live_review_without_its_text_is_named(self, site):
        review = ReviewPageFactory(parent=site, slug="kafka")
        assert whats(live_reviews_are_drawn) == []
        review.rendered.delete()
        assert "such as kafka" in whats(live_reviews_are_drawn)[0]
