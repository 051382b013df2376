"""What can be held against deploy/'s files where neither Docker nor systemd runs."""

import re
import shlex
import subprocess
from configparser import ConfigParser
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
import yaml

from home.page_cache import release

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PARTS = ["prepare", "web-1", "web-2", "front", "database", "cache"]
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
SCRIPTS = ["browser", "environment", "nginx", "postgresql", "python", "redis", "run"]


def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def dockerfile():
    """The instructions, each on one line."""
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    return [line.split(maxsplit=1) for line in text.splitlines() if line[:1].isupper()]


def copied_to_the_image():
    return " ".join(rest for word, rest in dockerfile() if word == "COPY").split()


def addresses():
    """Of the parts that have one of their own."""
    networks = {name: one["networks"] for name, one in compose()["services"].items()}
    return {
        name: ip_address(of["inside"]["ipv4_address"])
        for name, of in networks.items()
        if isinstance(of, dict)
    }


def seconds(text):
    return int(text.removesuffix("s"))


def unit(path):
    # A key may come several times; the last counts here.
    parser = ConfigParser(strict=False, interpolation=None, comment_prefixes="#")
    parser.optionxform = str
    parser.read_string(path.read_text())
    return parser


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_sound(name):
    subprocess.run(["bash", "-n", str(DEPLOY / name)], check=True, timeout=10)


def test_every_command_of_the_image_comes_with_it():
    copied = " ".join(rest for word, rest in dockerfile() if word == "COPY")
    for name in ("alive.py", "prepare.py", "gunicorn.conf.py"):
        assert f"deploy/{name}" in copied
    for source in re.findall(r"(?:^|\s)([\w./-]+)(?= )", copied):
        if not source.startswith(("-", "/", "--")):
            assert (DEPLOY.parent / source).exists() or source in {"packages"}, source


def test_every_module_that_the_image_starts_with_comes_with_it():
    files = ("Dockerfile", "compose.yaml", "gunicorn.conf.py")
    told = " ".join((DEPLOY / name).read_text() for name in files)
    modules = set(re.findall(r"\bdeploy\.([a-z_]+)\b", told)) - {"md"}
    assert {"alive", "prepare", "slow_clients"} <= modules
    assert {f"deploy/{name}.py" for name in modules} <= set(copied_to_the_image())


def test_the_image_has_what_tells_one_release_from_another():
    last = copied_to_the_image()
    final = last[last.index("--from=packages") :]
    assert {"requirements.lock", *release.FOLDERS} <= set(final)


def test_the_image_runs_without_rights_and_looks_after_itself():
    words = [word for word, _ in dockerfile()]
    assert words.count("FROM") == 2
    assert "HEALTHCHECK" in words
    users = [rest for word, rest in dockerfile() if word == "USER"]
    assert users == ["reading"]


def test_packages_are_installed_by_hash():
    runs = [rest for word, rest in dockerfile() if word == "RUN" and "pip" in rest]
    assert all("--require-hashes" in rest for rest in runs)


@pytest.mark.parametrize("name", ["prepare", "web-1", "web-2"])
def test_a_node_writes_nowhere_but_to_its_data(name):
    node = compose()["services"][name]
    assert node["read_only"]
    assert node["cap_drop"] == ["ALL"]
    assert node["volumes"] == ["data:/data"]


def test_only_the_front_is_reached_from_outside():
    services = compose()["services"]
    assert [name for name, one in services.items() if "ports" in one] == ["front"]


@pytest.mark.parametrize("name", ["prepare", "web-1", "web-2", "front", "cache"])
def test_a_part_has_no_rights(name):
    part = compose()["services"][name]
    assert part["read_only"]
    assert part["cap_drop"] == ["ALL"]
    assert part["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", PARTS)
def test_the_log_of_a_part_does_not_fill_the_disk(name):
    options = compose()["services"][name]["logging"]["options"]
    assert set(options) == {"max-size", "max-file"}


def test_the_front_may_read_the_data_of_the_nodes():
    [run] = [rest for word, rest in dockerfile() if word == "RUN" and "useradd" in rest]
    user = re.search(r"useradd --uid (\d+)", run)[1]
    group = re.search(r"groupadd --gid (\d+)", run)[1]
    assert compose()["services"]["front"]["user"] == f"{user}:{group}"


def test_nobody_is_given_the_address_of_another():
    [network] = compose()["networks"]["inside"]["ipam"]["config"]
    given = ip_network(network["ip_range"])
    own = addresses()
    assert set(own) == {"front", "web-1", "web-2"}
    assert len(set(own.values())) == len(own)
    for address in own.values():
        assert address in ip_network(network["subnet"])
        assert address not in given


def test_the_database_is_not_ready_while_it_is_being_made():
    test = compose()["services"]["database"]["healthcheck"]["test"]
    assert test[test.index("--host") + 1] == "127.0.0.1"


def test_a_node_has_time_to_end_its_requests():
    config = (DEPLOY / "gunicorn.conf.py").read_text()
    needed = int(re.search(r"^graceful_timeout = (\d+)", config, re.MULTILINE)[1])
    for name in ("web-1", "web-2"):
        assert seconds(compose()["services"][name]["stop_grace_period"]) > 2 * needed


def test_the_image_is_built_once():
    services = compose()["services"]
    assert [name for name, one in services.items() if "build" in one] == ["prepare"]
    assert services["web-1"]["image"] == services["prepare"]["image"]


@pytest.fixture
def documented_front(tmp_path):
    """nginx's configuration as the documented command line makes it."""
    page = (DEPLOY.parent / "docs" / "deploy.md").read_text().replace("\\\n", " ")
    [line] = re.findall(r"^(DATA_DIR=.*) deploy/nginx fill deploy/front$", page, re.M)
    environment = dict(word.split("=", 1) for word in shlex.split(line))
    subprocess.run(
        [DEPLOY / "nginx", "fill", tmp_path],
        env={"PATH": "/usr/bin:/bin", **environment},
        check=True,
        timeout=10,
    )
    return (tmp_path / "nginx.conf").read_text()


def test_the_documented_front_finds_the_nodes(documented_front):
    own = addresses()
    servers = re.findall(r"server ([\d.]+):8000 ", documented_front)
    assert servers == [str(own["web-1"]), str(own["web-2"])]


def test_the_documented_front_logs_where_the_engine_looks(documented_front):
    assert "access_log /dev/stdout " in documented_front
    assert "error_log /dev/stderr " in documented_front


@pytest.mark.parametrize("name", [".gitignore", ".dockerignore"])
def test_secrets_are_left_where_they_are(name):
    ignored = {
        line.strip("/") for line in (DEPLOY.parent / name).read_text().splitlines()
    }
    assert {"deploy/secrets", "deploy/.env", "deploy/front"} <= ignored


def test_no_secret_stands_in_the_file():
    text = (DEPLOY / "compose.yaml").read_text()
    assert not re.search(r"(?i)(password|secret_key|database_url): [^$/{\[\n]", text)
    defined = compose()["secrets"]
    for service in compose()["services"].values():
        assert set(service.get("secrets", [])) <= set(defined)


def test_the_nodes_believe_the_address_that_the_front_has():
    site = compose()
    front = site["services"]["front"]["networks"]["inside"]["ipv4_address"]
    assert site["services"]["web-1"]["environment"]["FORWARDED_ALLOW_IPS"] == front


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_may_do_little(path):
    service = unit(path)["Service"]
    assert service["User"] == "close-reading"
    assert service["ProtectSystem"] == "strict"
    for key in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome"):
        assert service[key] == "yes"
    # Ports below 1024 are what nginx needs and nobody else.
    ports = "CAP_NET_BIND_SERVICE" if path.name == "close-reading-front.service" else ""
    assert service["CapabilityBoundingSet"] == ports
    assert service.get("AmbientCapabilities", "") == ports


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_has_what_its_kind_needs(path):
    sections = unit(path).sections()
    kind = path.suffix.removeprefix(".").title()
    assert {"Unit", kind} <= set(sections)


def test_every_timer_starts_a_service_that_is_there():
    names = {path.name for path in SERVICES}
    for path in UNITS:
        if path.suffix == ".timer":
            own = path.name.replace(".timer", ".service")
            assert own in names or re.sub("@.*", "@.service", own) in names
