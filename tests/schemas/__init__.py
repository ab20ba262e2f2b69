"""Kept schemas of what machines read; written by us from the published vocabularies."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

FOLDER = Path(__file__).parent


def faults(data: object, schema: str) -> list[str]:
    """What is wrong with the data by the schema of that name; empty when nothing is."""
    rules = json.loads((FOLDER / f"{schema}.json").read_text())
    Draft202012Validator.check_schema(rules)
    return [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(rules).iter_errors(data)
    ]
