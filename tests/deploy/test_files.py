"""The files of the deployment keep the rules, name only what there is, and are documented."""

import configparser
import re
import subprocess

import pytest
from django.core.management import get_commands

from tests.deploy.files import ROOT, compose, copied, image_environment, instructions, read_by_settings

OWN = ("prepare", "web", "worker")
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()


def images():
    named = [rest.split()[0] for name, rest in instructions() if name == "FROM"]
    return named + [service["image"] for service in compose()["services"].values()]


def test_the_image_does_not_run_as_root():
    users = [rest for name, rest in instructions() if name == "USER"]
    assert users and users[-1] not in ("root", "0")
    assert [name for name, _rest in instructions()].index("USER") > max(
        number for number, (name, _rest) in enumerate(instructions()) if name in ("COPY", "RUN")
    )


def test_every_image_has_a_version():
    for image in images():
        assert re.search(r":\d+\.\d|:\d+-", image), image


def test_the_packages_are_those_of_the_lock_with_their_hashes():
    (install,) = [rest for name, rest in instructions() if name == "RUN" and "pip install" in rest]
    assert "--require-hashes -r /tmp/requirements.lock" in install


def test_what_is_copied_is_there_and_reaches_the_builder():
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for source, _target in copied():
        assert (ROOT / source).exists(), source
        assert source in let_through, source


def test_our_containers_cannot_write_anywhere_but_to_their_data_and_have_no_rights():
    for name in OWN:
        service = compose()["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert [volume for volume in service["volumes"] if not volume.endswith(":ro")] == ["data:/data"]
    assert image_environment()["DATA_DIR"] == "/data"


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in compose()["services"].items() if "ports" in service] == ["proxy"]


def test_elasticsearch_asks_for_a_password_and_speaks_tls():
    environment = compose()["services"]["elasticsearch"]["environment"]
    assert environment["xpack.security.enabled"] == environment["xpack.security.http.ssl.enabled"] == "true"
    assert compose()["services"]["web"]["environment"]["ELASTICSEARCH_URL"].startswith("https://")


def test_every_volume_and_service_that_is_named_is_there():
    described = compose()
    for name, service in described["services"].items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in described["volumes"] or source.startswith("./"), (name, volume)
        for other in service.get("depends_on", {}):
            assert other in described["services"], (name, other)


def test_every_variable_is_one_that_the_settings_read():
    given = set(compose()["services"]["web"]["environment"]) | set(image_environment())
    assert given - read_by_settings() <= {"PATH", "PYTHONUNBUFFERED", "DJANGO_SETTINGS_MODULE"}


def test_no_secret_is_written_down():
    for name, value in compose()["services"]["web"]["environment"].items():
        if re.search("KEY|TOKEN|PASSWORD", name):
            assert value.startswith("${"), name


def test_every_variable_of_the_settings_and_of_compose_is_documented():
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text()))
    for name in read_by_settings() | asked:
        assert f"`{name}`" in OPERATIONS, name


def test_every_command_that_operations_names_is_there():
    named = set(re.findall(r"manage\.py ([a-z_]+)", OPERATIONS))
    assert {"backup", "restore", "migrate", "search_worker"} <= named
    assert named <= set(get_commands())
    for script in re.findall(r"`((?:tools|deploy)/[a-z_/]+)`", OPERATIONS):
        assert (ROOT / script).exists(), script


def test_the_commands_of_the_containers_are_there():
    for name in OWN:
        (command,) = compose()["services"][name]["command"]
        assert (ROOT / command).stat().st_mode & 0o111, command


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_as_its_own_user_what_there_is(path):
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str
    unit.read(path)
    service = unit["Service"]
    assert service["User"] == "kb"
    assert (service["ProtectSystem"], service["NoNewPrivileges"]) == ("strict", "true")
    command = service["ExecStart"].replace("/srv/zinasanu-baze/", "")
    if "manage.py" in command:
        name = re.search(r"manage\.py (\w+)", command)[1]
        assert list(ROOT.glob(f"*/management/commands/{name}.py")) + list(
            ROOT.glob(f"*/*/management/commands/{name}.py")
        )
    else:
        assert command.startswith(".venv/bin/gunicorn kb.wsgi")


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    """Where systemd is at hand; paths of the server are put to what is on this machine."""
    analyze = "/usr/bin/systemd-analyze"
    try:
        subprocess.run([analyze, "--version"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("systemd-analyze is not here (apt-get install systemd)")
    for path in [*UNITS, *(ROOT / "deploy" / "systemd").glob("*.timer")]:
        text = re.sub(r"ExecStart=/srv/\S+", "ExecStart=/bin/true", path.read_text())
        (tmp_path / path.name).write_text(text)
    checked = subprocess.run(
        [analyze, "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    assert "kb-" not in checked.stderr, checked.stderr
