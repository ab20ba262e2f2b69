"""What dev.py decides before it touches the network or the disk."""

import os
import socket
import stat

import pytest

import dev


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """A finished virtual environment for the present Python, in place of the real one."""
    packages = tmp_path / "lib" / "python{}.{}".format(*dev.sys.version_info)
    packages.mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", str(tmp_path / "bin" / "python"))
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed-lock")
    return tmp_path


@pytest.mark.parametrize(
    ("installed", "wanted", "enough"),
    [
        ("runtime", "runtime", True),
        ("runtime", "test", False),
        ("test", "runtime", True),
        ("test", "test", True),
    ],
)
def test_the_test_lock_covers_the_runtime_lock(venv, installed, wanted, enough):
    dev.STAMP.write_text(dev.lock_digest(installed))
    assert dev.is_installed(wanted) is enough


def test_a_changed_lock_is_installed_again(venv):
    dev.STAMP.write_text("the digest of an older lock")
    assert dev.is_usable()
    assert not dev.is_installed("runtime")


def test_an_interrupted_installation_is_not_trusted(venv):
    assert not dev.is_usable()
    assert not dev.is_installed("runtime")


def test_a_virtual_environment_of_another_python_is_not_trusted(venv):
    dev.STAMP.write_text(dev.lock_digest("runtime"))
    next((venv / "lib").iterdir()).rename(venv / "lib" / "python2.7")
    assert not dev.is_installed("runtime")


def test_installing_stamps_last(venv, monkeypatch):
    def fail(lock):
        assert not dev.STAMP.exists()
        raise KeyboardInterrupt

    dev.STAMP.write_text("the digest of an older lock")
    monkeypatch.setattr(dev, "VAR", venv / "var")
    monkeypatch.setattr(dev, "install_packages", fail)
    with pytest.raises(KeyboardInterrupt):
        dev.install("runtime")
    assert not dev.is_usable()


@pytest.mark.parametrize(
    ("changed", "current"),
    [(None, True), ("mlpath/static/base.css", False), ("mlpath/static", False)],
    ids=["nothing changed", "a file changed", "a file went"],
)
def test_static_files_are_collected_when_one_changed(venv, monkeypatch, changed, current):
    for name in ("mlpath/static/base.css", "mlpath/settings.py", "installed-lock"):
        (venv / name).parent.mkdir(parents=True, exist_ok=True)
        (venv / name).touch()
    manifest = venv / "var" / "static" / "staticfiles.json"
    manifest.parent.mkdir(parents=True)
    manifest.touch()
    later = manifest.stat().st_mtime + 1
    os.utime(manifest, (later, later))
    if changed:
        os.utime(venv / changed, (later + 1, later + 1))
    monkeypatch.setattr(dev, "ROOT", venv)
    monkeypatch.setattr(dev, "VAR", venv / "var")
    assert dev.static_files_are_current() is current


@pytest.mark.parametrize(
    ("version", "system", "message"),
    [
        ((3, 10), "posix", "needs Python 3.11 or newer; this is 3.10"),
        ((3, 11), "nt", "Linux subsystem"),
    ],
    ids=["old Python", "Windows"],
)
def test_an_unfit_machine_is_named(version, system, message):
    with pytest.raises(SystemExit, match=message):
        dev.require_platform(version, system)


def test_python_3_11_is_enough():
    dev.require_platform((3, 11), "posix")


def test_a_port_in_use_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} cannot be used"):
            dev.require_free_port(port)


def test_a_port_out_of_range_is_refused():
    with pytest.raises(SystemExit, match="Port 70000 cannot be used"):
        dev.require_free_port(70000)


def test_a_free_port_passes():
    dev.require_free_port(dev.free_port())


def test_the_secret_key_is_made_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "secret_key"
    key = dev.secret_key(path)
    assert dev.secret_key(path) == key
    assert len(key) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_uv_that_does_not_work_is_not_used(tmp_path, monkeypatch):
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\nexit 127\n")
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dev.find_uv() is None


@pytest.mark.parametrize("find", [dev.find_uv, dev.find_chromium])
def test_what_is_not_on_the_path_is_not_found(find, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find() is None


def test_an_unknown_command_shows_the_help(capsys):
    assert dev.main(["rnu"]) == 2
    assert "python3 dev.py run" in capsys.readouterr().out
