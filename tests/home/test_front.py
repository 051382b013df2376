"""nginx keeps public pages, nothing else, and serves them when nobody else does."""

import re
import signal
import socket
import ssl
import subprocess
import sys
from time import monotonic, sleep

import pytest
from django.db import connection

from tests.home.fronting import Front
from tests.home.serving import STOCK, Installation
from tests.servers import PROJECT, until

# Else no database is made where these tests run alone.
pytestmark = pytest.mark.django_db
REVIEW = "/writing/kafka/"
# How long readers may see what was there before a publish.
LONGEST_STALE = 2.0
PUBLISH = """
from writing.models import ReviewPage
review = ReviewPage.objects.get(slug="kafka")
review.search_description = "Published again."
review.save_revision().publish()
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory, stocked):
    installation = Installation(tmp_path_factory.mktemp("fronted"))
    if connection.vendor == "sqlite":
        installation.settle(stocked)
    else:
        installation.settle(None)
        installation.do(STOCK)
    return installation


@pytest.fixture(scope="module")
def server(installation):
    with installation.served(ACCESS_LOG="-", LOG_FORMAT="json", LOG_ADDRESSES="yes"):
        yield installation


@pytest.fixture(scope="module")
def front(tmp_path_factory, installation):
    front = Front(tmp_path_factory.mktemp("front"), installation)
    with front.running(UNLIMITED="127.0.0.1", ALLOWED_HOSTS="other.example.org"):
        yield front


class TestKeeping:
    def test_a_page_is_asked_for_once_by_many_readers(self, front, server):
        path = "/about/"
        before = len(server.asked(path))
        ends = monotonic() + 1
        asked = 0
        while monotonic() < ends:
            assert front.ask(path).status == 200
            asked += 1
        # Two seconds may begin meanwhile.
        assert len(server.asked(path)) - before <= 3 < asked

    def test_who_takes_no_gzip_gets_the_same_page_unpacked(self, front, server):
        packed = front.ask(REVIEW, Accept_Encoding="gzip, br")
        plain = front.ask(REVIEW)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert plain.content.rstrip().endswith(b"</html>")
        assert "X-Accel-Expires" not in plain.headers

    def test_what_the_reader_has_already_is_not_sent_again(self, front, server):
        tag = front.ask(REVIEW, Accept_Encoding="gzip").headers["ETag"]
        again = front.ask(REVIEW, Accept_Encoding="gzip", If_None_Match=tag)
        assert (again.status, again.content) == (304, b"")

    @pytest.mark.parametrize(
        "cookie", ["sessionid=x", "__Host-sessionid=x", "theme=dark; messages=x"]
    )
    def test_answers_to_one_person_are_neither_kept_nor_given_to_others(
        self, front, server, cookie
    ):
        path = "/writing/tags/"
        front.ask(path)
        before = len(server.asked(path))
        answers = [front.ask(path, Cookie=cookie) for _ in range(3)]
        assert len(server.asked(path)) - before == 3
        assert {answer.status for answer in answers} == {200}

    def test_the_log_in_form_and_its_cookie_are_new_each_time(self, front, server):
        cookies = {
            front.ask("/admin/login/").headers["Set-Cookie"].partition(";")[0]
            for _ in range(3)
        }
        assert len(cookies) == 3

    def test_a_publish_is_seen_in_time(self, front, server):
        publishing = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", PUBLISH],
            cwd=PROJECT,
            env=server.environment(),
        )
        old = front.ask(REVIEW).content
        while publishing.poll() is None:
            front.ask(REVIEW)
        published = monotonic()
        assert publishing.returncode == 0
        while (shown := front.ask(REVIEW).content) == old:
            assert monotonic() - published < LONGEST_STALE
        assert b"Published again." in shown


class TestFiles:
    def test_static_files_are_packed_and_kept_for_good(self, front, server):
        page = front.ask(REVIEW).content.decode()
        path = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
        answer = front.ask(path, Accept_Encoding="gzip")
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert server.asked(path) == []

    def test_pictures_come_from_the_disk_and_can_do_nothing(self, front, installation):
        folder = installation.data / "media/images"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "x.html").write_text("<script>alert(1)</script>")
        answer = front.ask("/media/images/x.html")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Security-Policy"] == (
            "default-src 'none'; sandbox"
        )

    @pytest.mark.parametrize(
        "path",
        [
            "/private/paper.pdf",
            "/media/private/paper.pdf",
            "/static/../private/paper.pdf",
            "/static/..%2fprivate/paper.pdf",
            "/media/images/..%2f..%2fprivate/paper.pdf",
            "/media/images/%2e%2e/%2e%2e/private/paper.pdf",
            "/static../private/paper.pdf",
            "/db.sqlite3",
            "/static/..%2fdb.sqlite3",
            "/media/original_images/paper.pdf",
        ],
    )
    def test_nothing_else_of_the_data_can_be_had(
        self, front, server, installation, path
    ):
        for folder in ("private", "media/original_images"):
            (installation.data / folder).mkdir(parents=True, exist_ok=True)
            (installation.data / folder / "paper.pdf").write_text("ours alone")
        answer = front.ask(path)
        assert answer.status in {400, 404}
        assert b"ours alone" not in answer.content


class TestAsking:
    def test_what_a_client_says_of_itself_is_not_passed_on(self, front, server):
        path = "/made-up/"
        front.ask(
            path,
            X_Forwarded_For="203.0.113.9",
            X_Forwarded_Proto="https",
            X_Request_ID="chosen-by-the-client",
        )
        (line,) = server.asked(path)
        assert line["address"] == "127.0.0.1"
        assert re.fullmatch("[0-9a-f]{32}", line["request_id"])

    def test_a_stranger_s_name_is_not_answered(self, front):
        with pytest.raises(ConnectionError):
            front.ask("/", Host="evil.example.org")

    def test_who_guesses_passwords_is_held_up(self, front, server):
        statuses = [
            front.ask("/admin/login/", method="POST", source="127.0.0.2").status
            for _ in range(15)
        ]
        assert statuses[0] == 403
        assert statuses[-1] == 429
        assert front.ask("/admin/login/", source="127.0.0.2").status == 200

    def test_a_large_body_is_taken_where_editors_work_alone(self, front, server):
        body = b"x" * 2 * 1024 * 1024
        assert front.ask("/", method="POST", body=body).status == 413


class TestOverTLS:
    @pytest.fixture(scope="class")
    def encrypted(self, tmp_path_factory, installation):
        folder = tmp_path_factory.mktemp("tls")
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"),
                *("-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=localhost"),
                *("-keyout", key, "-out", certificate),
            ],
            check=True,
            capture_output=True,
            timeout=30,
        )
        front = Front(folder / "front", installation)
        with front.running(
            PUBLIC_URL="https://localhost",
            LISTEN=f"127.0.0.1:{front.port}",
            LISTEN_HTTP=f"127.0.0.1:{front.plain_port}",
            CERTIFICATE=str(certificate),
            CERTIFICATE_KEY=str(key),
        ):
            yield front

    def handshake(self, front, **limits):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_alpn_protocols(["h2", "http/1.1"])
        for name, value in limits.items():
            setattr(context, name, value)
        with (
            socket.create_connection(("127.0.0.1", front.port), timeout=10) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as secure,
        ):
            return secure.version(), secure.selected_alpn_protocol()

    def test_it_speaks_http_2_over_tls_1_2_and_newer(self, encrypted):
        assert self.handshake(encrypted) == ("TLSv1.3", "h2")
        old = {"maximum_version": ssl.TLSVersion.TLSv1_2}
        assert self.handshake(encrypted, **old) == ("TLSv1.2", "h2")

    def test_who_comes_without_is_sent_on(self, encrypted):
        encrypted.port, kept = encrypted.plain_port, encrypted.port
        answer = encrypted.ask("/writing/?page=2", Host="localhost")
        encrypted.port = kept
        assert answer.status == 301
        assert answer.headers["Location"] == "https://localhost/writing/?page=2"


class TestWriting:
    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"PUBLIC_URL": "example.org"}, "PUBLIC_URL=example.org is not an address"),
            ({"ALLOWED_HOSTS": "a; b"}, "ALLOWED_HOSTS=a; b has signs"),
            ({"CERTIFICATE": "/nowhere"}, "PUBLIC_URL="),
            ({"LISTEN": "nonsense:x"}, "nginx refuses the configuration"),
        ],
    )
    def test_what_is_wrong_is_said_before_anything_starts(
        self, tmp_path, installation, changes, said
    ):
        front = Front(tmp_path / "front", installation)
        ended = front.run("start", **changes)
        assert ended.returncode == 1
        assert said in ended.stderr
        assert not (tmp_path / "front/nginx.pid").exists()


class TestOutage:
    """Last, since it breaks the installation."""

    def test_what_was_read_is_served_without_database_and_without_application(
        self, tmp_path, installation
    ):
        twin = Installation(installation.data)
        with Front(tmp_path, twin).running(UNLIMITED="127.0.0.1") as front:
            with twin.served() as server:
                read = {path: front.ask(path) for path in front.pages()}
                assert {answer.status for answer in read.values()} == {200}
                assert len(read) > 10
                # None may be used any longer as it is.
                sleep(LONGEST_STALE)
                break_database(installation.data, server)
                until(lambda: twin.get("/never-read/")[0] == 500)
                assert lost(front, read) == []
            assert lost(front, read) == []
            assert front.ask("/never-read/").status == 503


def break_database(data, server):
    for path in data.glob("db.sqlite3*"):
        path.unlink()
    (data / "db.sqlite3").write_text("This is no database.")
    # Connections that are open read the file that was there: new workers have none.
    server.send_signal(signal.SIGHUP)


def lost(front, read):
    """The pages that are not what they were."""
    return [
        path
        for path, known in read.items()
        if (now := front.ask(path)).status != 200 or now.content != known.content
    ]
