"""Files of registers for tests: made-up rows in the official format."""

import csv
from io import StringIO

from django.core.management import call_command

# The official file's columns that we read, and one of the many that we do not, in its order.
OFFICIAL = {
    "UNITID": "100001",
    "OPEID6": "001001",
    "INSTNM": "Example State University",
    "CONTROL": "Public",
    "MAIN": "1",
    "CIPCODE": "1107",
    "CIPDESC": "Computer Science.",
    "CREDLEV": "3",
    "CREDDESC": "Bachelor's Degree",
    "IPEDSCOUNT1": "120",
    "IPEDSCOUNT2": "130",
    "DEBT_ALL_STGP_EVAL_MDN": "21000",
    "EARN_MDN_1YR": "70123",
    "EARN_MDN_4YR": "95440",
    "BBRR2_FED_COMP_DFLT": "0.20 - 0.39",
    "DISTANCE": "1",
}


def write(folder, *rows, name="register.csv"):
    """A CSV file of these rows, all with the columns of the first."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(command, path, release, *options):
    """What the command says, line by line: rejections first."""
    out, err = StringIO(), StringIO()
    call_command(command, path, f"--release={release}", *options, stdout=out, stderr=err)
    return (err.getvalue() + out.getvalue()).splitlines()
