"""The starting list of synonyms, and what curators do with it."""

from catalog.datafiles import FILES, read_data_file
from catalog.management.commands.load_catalog import DATA_DIR
from catalog.models import Synonym
from catalog.terms import group_synonyms, parse

SHAPE = next(shape for shape in FILES if shape.model is Synonym)


def groups():
    return [Synonym(**row.values) for row in read_data_file(SHAPE, DATA_DIR / SHAPE.name).values()]


def alternatives(text):
    (term,) = parse(text, group_synonyms(group.phrases for group in groups()))
    return term.alternatives


def test_every_group_of_the_list_has_two_terms_at_least():
    assert len(groups()) > 50
    assert [str(group) for group in groups() if len(group.phrases) < 2] == []


def test_no_term_of_the_list_stands_in_two_groups():
    terms = [phrase for group in groups() for phrase in group.phrases]
    assert [term for term in terms if terms.count(term) > 1] == []


def test_what_the_issue_names():
    assert alternatives("ML") == (("ml",), ("machine", "learning"))
    assert alternatives("machine learning") == (("machine", "learning"), ("ml ",))
    assert alternatives("MSc") == (("msc",), ("master",), ("ms ",))
    assert alternatives("master's") == (("master",), ("msc ",), ("ms ",))
    assert alternatives("cert") == (("cert",), ("certification",))
    assert alternatives("certifications") == (
        ("certifications",),
        ("certification ",),
        ("cert ",),
    )
    assert alternatives("MIT") == (
        ("mit",),
        ("massachusetts", "institute", "of ", "technology"),
    )
