"""What the whole project keeps to; each failure says which file breaks it."""

import ast
import re
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
APPS = ("mlpath", "catalog", "advisor", "articles")
MAY_IMPORT = {
    "mlpath": {"mlpath", "catalog", "advisor", "articles"},
    "catalog": {"catalog"},
    "advisor": {"advisor", "catalog"},
    "articles": {"articles", "catalog"},
}
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def imported_packages(folder: Path) -> set[tuple[str, str]]:
    """Every (file, top-level package) that a file in the folder imports, wherever it stands."""
    return {
        (str(path.relative_to(ROOT)), name.partition(".")[0])
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in imported_names(node)
    }


def imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module or ""]
    return []


@pytest.mark.parametrize("app", APPS)
def test_apps_import_in_the_allowed_direction(app):
    forbidden = set(APPS) - MAY_IMPORT[app]
    wrong = {(file, name) for file, name in imported_packages(ROOT / app) if name in forbidden}
    assert wrong == set()


def test_the_decision_needs_the_standard_library_and_numpy_only():
    allowed = sys.stdlib_module_names | {"advisor", "numpy", "numpy_financial"}
    imports = imported_packages(ROOT / "advisor" / "decision")
    assert {(file, name) for file, name in imports if name not in allowed} == set()


def test_the_decision_imports_nothing_else_of_the_advisor():
    imports = {
        name
        for path in (ROOT / "advisor" / "decision").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in imported_names(node)
        if name.partition(".")[0] == "advisor"
    }
    assert {name for name in imports if not f"{name}.".startswith("advisor.decision.")} == set()


@pytest.mark.django_db
def test_no_migration_is_pending():
    call_command("makemigrations", check=True, dry_run=True)


@pytest.mark.parametrize(
    "forbidden",
    [
        r"\sstyle\s*=",
        r"<style\b",
        r"<script(?![^>]*(\bsrc=|application/ld\+json))",
        r"\son[a-z]+\s*=\s*[\"']",
        r"(src|srcset|action)\s*=\s*[\"']?(https?:)?//",
        r"<link\b[^>]*rel=[\"']?(stylesheet|preload|icon)[^>]*href=[\"']?(https?:)?//",
        r"\bhx-on\b|javascript:",
    ],
    ids=[
        "inline style",
        "style element",
        "inline script",
        "event attribute",
        "asset of another host",
        "stylesheet of another host",
        "script in an attribute",
    ],
)
def test_templates_keep_the_content_security_policy(forbidden):
    wrong = {
        f"{path.relative_to(ROOT)}: {match.group().strip()}"
        for path in TEMPLATES
        for match in re.finditer(forbidden, path.read_text(), flags=re.IGNORECASE)
    }
    assert wrong == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_pin_by_hash_and_name_no_host(lock):
    text = lock.read_text()
    pins = re.findall(r"^[a-z0-9][\w.\-\[\]]*==.*(?:\n +--hash=sha256:.*)+", text, re.MULTILINE)
    # Nothing but pins: no option line either, which could name an address.
    assert len(pins) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    assert "://" not in text


def test_the_test_lock_holds_the_runtime_lock():
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.lock").read_text()
        return set(re.findall(r"^\S+==\S+", text, re.MULTILINE))

    assert pins("runtime") <= pins("test")
