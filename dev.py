"""Runs, tests and checks MLPath; needs nothing but Python 3.11 and this file.

python3 dev.py run [--port 8000] [--debug]   set up whatever is missing, then serve the site
python3 dev.py test [pytest arguments]       run all tests, on SQLite and on PostgreSQL
python3 dev.py lint                          run the linters and Django's own checks
python3 dev.py manage [command]              run Django's manage.py on the site's database
python3 dev.py lock [uv arguments]           pin requirements/*.in anew (needs uv)
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VAR = ROOT / "var"
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
STAMP = VENV / "installed-lock"

APT_INSTALL = "apt-get update && apt-get install -y --no-install-recommends"
NO_VENV = f"Python cannot make virtual environments here. As root: {APT_INSTALL} python3-venv"
NO_CHROMIUM = f"Chromium is not installed. As root: {APT_INSTALL} chromium fonts-liberation"
NO_POSTGRESQL = f"PostgreSQL is not installed. As root: {APT_INSTALL} postgresql"


def main(arguments: list[str]) -> int:
    require_platform(sys.version_info[:2], os.name)
    commands = {"run": run, "test": test, "lint": lint, "manage": manage, "lock": lock}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that every `finally` runs
    os.chdir(ROOT)
    return commands[arguments[0]](arguments[1:])


def require_platform(version: tuple[int, ...], system: str) -> None:
    if version < (3, 11):
        sys.exit(f"MLPath needs Python 3.11 or newer; this is {version[0]}.{version[1]}.")
    if system != "posix":
        sys.exit("MLPath needs Linux or the like; on Windows, use the Linux subsystem (WSL).")


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


def call(command: list[str], env: dict[str, str] | None = None) -> None:
    """Runs one step; raises CalledProcessError when it fails."""
    # In a process group of its own a step does not see Ctrl-C, so only dev.py answers it.
    subprocess.run(command, env=env, check=True, process_group=0, close_fds=False)


def become(command: list[str], env: dict[str, str]) -> int:
    """Gives this process to the command, which then gets the keyboard and every signal."""
    os.execve(command[0], command, env)


# The site


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py run")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--debug", action="store_true", help="reload on change, show tracebacks")
    options = parser.parse_args(arguments)
    require_free_port(options.port)
    install("runtime")
    env = {**site_environment(), "DEBUG": str(options.debug)}
    steps = {
        "Preparing the database": "migrate --verbosity=0",
        "Loading the catalog": "load_catalog",
        "Loading the parameters of the advisor": "load_evidence",
        "Loading the articles": "load_articles",
        "Deleting messages older than 180 days": "delete_old_messages",
        "Building the index of the catalog": "build_index",
        "Writing the catalog's files for download": "export_catalog -v0",
        "Counting how verdicts fall, if method or data are new": "report_balance --if-changed -v0",
    }
    if not options.debug and not static_files_are_current():
        steps["Collecting and compressing the static files"] = "collectstatic --no-input -v0"
    for title, command in steps.items():
        say(title)
        call([PYTHON, "manage.py", *command.split()], env)
    say("To edit the site, make a staff account: python3 dev.py manage createsuperuser")
    say(f"MLPath is at http://127.0.0.1:{options.port}/ (staff: /admin/). Ctrl-C stops it.")
    return become(server(options.port, debug=options.debug), env)


def static_files_are_current() -> bool:
    """Whether nothing changed since they were collected, which takes seconds each time."""
    manifest = VAR / "static" / "staticfiles.json"  # written last
    sources = [STAMP, ROOT / "mlpath" / "settings.py"]
    for folder in set(ROOT.glob("*/static")) - {manifest.parent}:
        sources += [folder, *folder.rglob("*")]
    newest = max(path.stat().st_mtime for path in sources)
    return manifest.exists() and newest < manifest.stat().st_mtime


def require_free_port(port: int) -> None:
    with socket.socket() as probe:
        # As the server will: a port where old connections are still closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            sys.exit(f"Port {port} cannot be used: {error}. Choose another with --port.")


def server(port: int, *, debug: bool) -> list[str]:
    if debug:
        return [PYTHON, "manage.py", "runserver", str(port)]
    # Threads, because browsers open connections ahead of need: two idle ones would block two
    # workers that serve one connection each.
    options = "--workers=2 --threads=4 --no-control-socket --log-level=warning"
    # Forty kept programs with long names make a longer address than gunicorn's usual 4 KB.
    options += " --limit-request-line=8190"
    gunicorn = [PYTHON, "-m", "gunicorn", "mlpath.wsgi", *options.split()]
    return [*gunicorn, f"--bind=127.0.0.1:{port}"]


def site_environment() -> dict[str, str]:
    """The caller's environment, completed with what the site cannot start without."""
    VAR.mkdir(exist_ok=True)
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "mlpath.settings"}
    if "SECRET_KEY" not in env:
        env["SECRET_KEY"] = secret_key(VAR / "secret_key")
    return env


def secret_key(path: Path) -> str:
    """This machine's own key, made on first use and readable by its owner alone."""
    if not path.exists():
        new = path.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(50))
        new.replace(path)
    return path.read_text()


def manage(arguments: list[str]) -> int:
    install("runtime")
    return become([PYTHON, "manage.py", *arguments], site_environment())


# The virtual environment


def install(name: str) -> None:
    """Makes the virtual environment hold the packages of a lock; quick when it does already."""
    import fcntl  # Unix only, so not before require_platform has spoken

    VAR.mkdir(exist_ok=True)
    with open(VAR / "install.lock", "w") as guard:
        try:  # `run` and `test` may be started side by side
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for an installation that is under way")
            fcntl.flock(guard, fcntl.LOCK_EX)
        # An installer that outlives a killed dev.py keeps holding the lock.
        os.set_inheritable(guard.fileno(), True)
        if is_installed(name):
            return
        if not is_usable():
            create_venv()
        # The stamp goes first and comes back last: killed in between, the next start begins anew.
        STAMP.unlink(missing_ok=True)
        install_packages(lock_path(name))
        STAMP.write_text(lock_digest(name))


def is_installed(name: str) -> bool:
    # The test lock holds all of the runtime lock, in the same versions.
    return is_usable() and STAMP.read_text() in (lock_digest(name), lock_digest("test"))


def is_usable() -> bool:
    """Whether an installation was finished with the present version of Python."""
    packages = VENV / "lib" / "python{}.{}".format(*sys.version_info)
    return STAMP.exists() and Path(PYTHON).exists() and packages.exists()


def lock_path(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.lock"


def lock_digest(name: str) -> str:
    return hashlib.sha256(lock_path(name).read_bytes()).hexdigest()


def create_venv() -> None:
    say("Creating the virtual environment in .venv")
    if uv := find_uv():
        call([uv, "venv", "--quiet", "--clear", "--seed", f"--python={sys.executable}", str(VENV)])
    elif importlib.util.find_spec("ensurepip"):
        call([sys.executable, "-m", "venv", "--clear", str(VENV)])
    else:
        sys.exit(NO_VENV)


def find_uv() -> str | None:
    """A uv that works: a version manager may leave a stand-in on the path that does not."""
    uv = shutil.which("uv")
    works = uv and subprocess.run([uv, "--version"], capture_output=True).returncode == 0
    return uv if works else None


def install_packages(lock: Path) -> None:
    say(f"Installing the packages of requirements/{lock.name}")
    options = ["install", "--require-hashes", "-r", str(lock)]
    if uv := find_uv():
        call([uv, "pip", *options, f"--python={PYTHON}"])
    else:
        install_with_pip(options, total=lock.read_text().count("=="))


def install_with_pip(options: list[str], total: int) -> None:
    command = [PYTHON, "-m", "pip", "--disable-pip-version-check", *options, "--progress-bar=off"]
    seen = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, close_fds=False) as pip:
        for line in pip.stdout or ():
            verb, _, rest = line.partition(" ")
            seen += verb in ("Collecting", "Processing", "Requirement", "Ignoring")
            if verb in ("Collecting", "Processing"):
                print(f"    {seen} of {total}: {Path(rest.split()[0]).name}", flush=True)
            elif verb == "Installing":
                print("    unpacking", flush=True)
    if pip.returncode:
        raise subprocess.CalledProcessError(pip.returncode, command)


# The tests


def test(arguments: list[str]) -> int:
    install("test")
    codes = {"SQLite": run_tests("SQLite", "sqlite://:memory:", arguments)}
    if binaries := find_postgresql():
        with postgresql(binaries) as url:
            # A page looks the same on both; the browser tests need not run twice.
            arguments = ["-m", "not browser", *arguments]
            codes["PostgreSQL"] = run_tests("PostgreSQL", url, arguments)
    say("Summary")
    for database, code in codes.items():
        print(f"    {database}: {'passed' if code == 0 else f'failed (pytest exit code {code})'}")
    if not binaries:
        print(f"    PostgreSQL: SKIPPED, the tests ran on SQLite only. {NO_POSTGRESQL}")
    if not find_chromium():
        print(f"    Browser tests: SKIPPED. {NO_CHROMIUM}")
    return max(codes.values())


def run_tests(database: str, url: str, arguments: list[str]) -> int:
    say(f"Running the tests on {database}")
    command = [PYTHON, "-m", "pytest", "-n", "auto", "--maxprocesses=8", *arguments]
    code = subprocess.run(command, env=test_environment(DATABASE_URL=url)).returncode
    nothing_left = code == 5 and database == "PostgreSQL"  # only browser tests were asked for
    return 0 if nothing_left else code


def test_environment(**values: str) -> dict[str, str]:
    """The caller's environment without what might lead the tests to a real site."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **values}


def find_chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def find_postgresql() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest where there are several."""
    if initdb := shutil.which("initdb"):
        return Path(initdb).parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: float(path.parts[-3]), default=None)
    return newest and newest.parent


@contextlib.contextmanager
def postgresql(binaries: Path) -> Iterator[str]:
    """A throw-away PostgreSQL server; gives its database URL and removes it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="mlpath-postgresql-"))
    user = None
    if os.geteuid() == 0:  # the server refuses to run as root
        user = "postgres"
        shutil.chown(folder, user)

    def pg(program: str, *options: str) -> None:
        command = [str(binaries / program), "-D", f"{folder}/data", *options]
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    port = free_port()
    # Nothing in it outlives the tests, so it need not reach the disk. Their rows are never
    # committed: autovacuum would count none, and statements be planned for empty tables.
    quick = "-c fsync=off -c full_page_writes=off -c autovacuum=off"
    settings = f"-p {port} -k {folder} -h 127.0.0.1 {quick}"
    try:
        pg("initdb", "-U", "mlpath", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8")
        pg("pg_ctl", "start", "-w", "-l", f"{folder}/log", "-o", settings)
        try:
            yield f"postgres://mlpath@127.0.0.1:{port}/postgres"
        finally:
            pg("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# The checks


def lint(arguments: list[str]) -> int:
    install("test")
    production = {"SECRET_KEY": secrets.token_urlsafe(50), "HTTPS": "true", "DEBUG": "false"}
    production["DJANGO_SETTINGS_MODULE"] = "mlpath.settings"
    # Linted, not reformatted: its formatter moves white space that shows on the page.
    djlint = "-m djlint --quiet --lint"
    checks = (
        "-m ruff check .",
        "-m ruff format --check .",
        f"{djlint} templates --exclude templates/django --profile=jinja",
        f"{djlint} templates/django --profile=django",
        "-m mypy",
        "manage.py makemigrations --check --dry-run",
        "manage.py check --deploy --fail-level=WARNING",
    )
    failed = []
    for check in checks:
        say(check)
        env = test_environment(**production)
        if subprocess.run([PYTHON, *shlex.split(check)], env=env).returncode:
            failed.append(check)
    say("\n    ".join(["Failed:", *failed]) if failed else "All checks passed")
    return 1 if failed else 0


def lock(arguments: list[str]) -> int:
    uv = find_uv() or sys.exit("Pinning the requirements needs uv on the path.")
    options = "--quiet --universal --python-version=3.11 --generate-hashes --no-header"
    for name in ("runtime", "test", "bench"):
        constraint = [] if name == "runtime" else ["-c", "requirements/runtime.lock"]
        files = [f"requirements/{name}.in", *constraint, "-o", f"requirements/{name}.lock"]
        call([uv, "pip", "compile", *files, *options.split(), *arguments])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
    except subprocess.CalledProcessError as error:
        sys.exit(f"This step failed, its own message stands above: {shlex.join(error.cmd)}")
