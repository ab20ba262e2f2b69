"""Marks that several journeys share."""

import pytest

NO_SCRIPT = pytest.mark.browser_context_args(java_script_enabled=False)
WITH_AND_WITHOUT_SCRIPT = pytest.mark.parametrize(
    "script", [True, pytest.param(False, marks=NO_SCRIPT)], ids=["with script", "without script"]
)
