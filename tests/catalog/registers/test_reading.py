"""Files that are broken in every way we could think of, and good ones in every packing."""

import gzip
import io
import tracemalloc
import zipfile

import pytest

from catalog.registers.reading import FileError, open_rows
from catalog.registers.records import Rejection

GOOD = "id,name,fee\n1,Álgebra,10\n2,Statistics,20\n"
ROWS = [(2, {"id": "1", "fee": "10"}), (3, {"id": "2", "fee": "20"})]


def write(folder, content, name="register.csv"):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(path, wanted=("id", "fee"), required=("id",)):
    return list(open_rows(path, wanted=wanted, required=required))


def error_of(path, **columns):
    with pytest.raises(FileError) as raised:
        read(path, **columns)
    return str(raised.value)


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.rstrip("\n"),
        GOOD.replace("1,", " 1 ,"),
        GOOD + "\n\n",
        gzip.compress(GOOD.encode()),
        zipped(**{"register.CSV": GOOD, "read me.txt": "Hello", "__MACOSX/._register.csv": "x"}),
    ],
    ids=["plain", "byte order mark", "CRLF", "no line end", "blanks", "empty lines", "gzip", "zip"],
)
def test_gives_the_wanted_cells_of_a_good_file(tmp_path, content):
    assert read(write(tmp_path, content)) == ROWS


def test_a_wanted_column_that_the_file_lacks_is_left_out(tmp_path):
    path = write(tmp_path, "id\n1\n")
    assert read(path) == [(2, {"id": "1"})]


def test_a_cell_over_several_lines_is_one_row(tmp_path):
    path = write(tmp_path, 'id,fee\n"one\nand two",10\n3,30\n')
    assert read(path) == [(2, {"id": "one\nand two", "fee": "10"}), (3, {"id": "3", "fee": "30"})]


def test_rows_with_too_many_or_too_few_cells_are_rejected_and_the_others_read(tmp_path):
    path = write(tmp_path, "id,fee\n1\n2,20,200\n3,30\n")
    assert read(path) == [
        Rejection(2, "whole row", "1 cells, where the header has 2."),
        Rejection(3, "whole row", "3 cells, where the header has 2."),
        (4, {"id": "3", "fee": "30"}),
    ]


CUT = "the file is cut or damaged; fetch it again."
LATIN_1 = "it is not UTF-8; it seems to be Latin-1 or Windows-1252. Save the file as UTF-8."
LONG_TEXT = "".join(f"{number},Course {number * 7919 % 9973},{number}\n" for number in range(9999))
LONG_GZIP = gzip.compress(b"id,name,fee\n" + LONG_TEXT.encode())
LONG_ZIP = zipped(**{"register.csv": "id,name,fee\n" + LONG_TEXT})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "The file is empty."),
        ("\ufeff", "The file is empty."),
        ("id,name,fee\n", "The file has a header and no rows."),
        (GOOD + "3,Lo", f"Row 4 ends in its middle: {CUT}"),
        (GOOD + '3,"Lo', "Row 4 cannot be read as CSV: unexpected end of data."),
        (GOOD.replace("Stat", "St\0at"), "Row 3: it holds a NUL character; the file is damaged."),
        (GOOD.encode("latin-1"), f"Row 2: {LATIN_1}"),
        (
            GOOD.encode("utf-16"),
            "Row 1: it is not UTF-8; it seems to be UTF-16. Save the file as UTF-8.",
        ),
        (GOOD + "3," + "x" * 1_000_000 + ",30\n", "Row 4: the line is longer than 1 MB."),
        ("id,name,id\n1,Algebra,1\n", "The header names a column twice: id."),
        (LONG_ZIP[:5000], f"The zip cannot be opened: {CUT}"),
        (zipped(**{"notes.txt": GOOD}), "The zip should hold one CSV file; it holds none."),
        (
            zipped(**{"a.csv": GOOD, "b.csv": GOOD}),
            "The zip should hold one CSV file; it holds a.csv, b.csv.",
        ),
    ],
    ids=[
        "empty",
        "byte order mark alone",
        "header alone",
        "cut in a row",
        "cut in quotes",
        "NUL",
        "Latin-1",
        "UTF-16",
        "long line",
        "column twice",
        "cut zip",
        "zip without CSV",
        "zip with two",
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, content, expected):
    assert error_of(write(tmp_path, content)) == expected


def test_all_missing_columns_are_named_at_once(tmp_path):
    columns = ("id", "level", "weeks")
    expected = "The header has no column level, weeks."
    assert error_of(write(tmp_path, GOOD), wanted=columns, required=columns) == expected


def test_a_cut_gzip_says_where_it_ends(tmp_path):
    text = error_of(write(tmp_path, LONG_GZIP[: len(LONG_GZIP) // 2]))
    assert text.startswith("Row ")
    assert text.endswith(f"cannot be unpacked: {CUT}")


def test_a_zip_with_a_damaged_member_is_refused(tmp_path):
    damaged = LONG_ZIP[:5000] + bytes(100) + LONG_ZIP[5100:]
    assert error_of(write(tmp_path, damaged)).endswith(f": {CUT}")


def test_a_file_that_is_not_there_is_named(tmp_path):
    path = tmp_path / "absent.csv"
    assert error_of(path) == f"{path} cannot be opened: No such file or directory."


def test_a_line_of_100_mb_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(b"id,fee\n1,")
        for _ in range(100):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    try:
        assert error_of(path) == "Row 2: the line is longer than 1 MB."
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak_bytes < 5_000_000
