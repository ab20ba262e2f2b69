"""Doubtful pairs over several imports: asked once, and two rows for one program."""

from decimal import Decimal

import pytest

from catalog.models import DoubtfulPair, Fact, MovedSlug, Program, RegisterEntry
from catalog.registers.apply import import_register
from catalog.registers.pairs import unite
from catalog.registers.records import Edition, FactRecord, Options, ProviderRecord, Record
from catalog.vocabulary import Register
from tests.catalog.factories import create_program, create_rate

pytestmark = pytest.mark.django_db


class MadeUpRegister:
    """A register whose file is the list of records it is given."""

    name = Register.CRICOS

    def __init__(self, *records):
        self.records = records

    def edition(self, options):
        return Edition("an edition", "https://example.com/register", "A register")

    def read(self, path, options):
        return iter(self.records)


@pytest.fixture
def take(tmp_path):
    """Import these records as the whole register; gives how many pairs are in doubt."""
    path = tmp_path / "register.csv"
    path.write_text("x")

    def take(*records):
        register = MadeUpRegister(*records)
        return import_register(register, path, Options(), accept_gone=True).doubtful

    return take


def create_record(title, *, key="1", fee=None, **columns):
    provider = ProviderRecord("uni", "Example University", "university", "US")
    cost = FactRecord("cost", Decimal(fee), Decimal(fee), "USD", "tuition") if fee else None
    return Record(key, 2, provider, title, "master", facts=(cost,) if cost else (), **columns)


def create_ours(title, **columns):
    create_rate()
    return create_program(title=title, credential="master", delivery="on-campus", **columns)


@pytest.mark.parametrize("decision", ["open", "different"])
def test_a_pair_is_asked_once_whatever_was_decided(take, decision):
    create_ours("MS in Applied Data Science")
    row = create_record("Master of Data Science")
    take(row)
    DoubtfulPair.objects.update(decision=decision)
    take(row)
    assert DoubtfulPair.objects.get().decision == decision
    assert Program.objects.count() == 2


def test_a_row_united_with_ours_is_ours_in_the_next_import(take):
    ours = create_ours("MS in Applied Data Science")
    take(create_record("Master of Data Science", fee=100))
    unite(DoubtfulPair.objects.get())
    take(create_record("Master of Data Science", fee=200))
    assert Program.objects.get() == ours
    assert [int(fact.low) for fact in Fact.objects.current()] == [200]
    assert DoubtfulPair.objects.get().decision == "same"


def test_a_program_that_a_curator_adds_later_is_asked_about(take):
    row = create_record("Master of Data Science")
    take(row)
    ours = create_ours("MS in Data Science")
    take(row)
    pair = DoubtfulPair.objects.get()
    assert (pair.curated, pair.decision) == (ours, "open")
    assert pair.reason == "The same subject; ours was added after the register's."


def test_of_two_rows_for_one_program_the_first_says_the_figures(take):
    ours = create_ours("MS in Data Science")
    first, second = (
        create_record("Master of Data Science", key=key, fee=fee)
        for key, fee in (("1", 100), ("2", 150))
    )
    take(first, second)
    unite(DoubtfulPair.objects.get())
    take(
        create_record("Master of Data Science", key="1", fee=101),
        create_record("Master of Data Science", key="2", fee=151),
    )
    ours.refresh_from_db()
    assert (ours.cost_min, ours.cost_max) == (101, 101)
    take(
        create_record("Master of Data Science", key="1", fee=101),
        create_record("Master of Data Science", key="2", fee=152),
    )
    ours.refresh_from_db()
    assert ours.cost_min == 101


def test_when_the_first_row_goes_the_second_speaks_from_the_next_import_on(take):
    ours = create_ours("MS in Data Science")
    take(
        create_record("Master of Data Science", key="1", fee=100),
        create_record("Master of Data Science", key="2", fee=150),
    )
    unite(DoubtfulPair.objects.get())
    row = create_record("Master of Data Science", key="2", fee=151)
    take(row)
    take(row)
    ours.refresh_from_db()
    assert (ours.cost_min, RegisterEntry.objects.filter(gone_at=None).count()) == (151, 1)


def test_an_address_that_leads_elsewhere_is_not_given_again(take):
    MovedSlug.objects.create(
        slug="master-of-robotics-example-university", program=create_ours("MS in Biology")
    )
    take(create_record("Master of Robotics"))
    imported = Program.objects.get(title="Master of Robotics")
    assert imported.slug == "master-of-robotics-example-university-1"


def test_when_the_second_row_goes_the_first_is_still_heard(take):
    ours = create_ours("MS in Data Science")
    first = create_record("Master of Data Science", key="1", fee=100)
    take(first, create_record("Master of Data Science", key="2", fee=150))
    unite(DoubtfulPair.objects.get())
    take(first)
    ours.refresh_from_db()
    assert ours.cost_min == 100
