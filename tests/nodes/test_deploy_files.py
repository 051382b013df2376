"""What can be held against deploy/'s files where neither Docker nor systemd runs."""

import re
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
SCRIPTS = ["browser", "environment", "nginx", "postgresql", "python", "redis", "run"]


def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def dockerfile():
    """The instructions, each on one line."""
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    return [line.split(maxsplit=1) for line in text.splitlines() if line[:1].isupper()]


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
