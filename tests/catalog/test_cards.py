"""Cards that were shown lately: no statement while nothing changed, never an old one."""

import pytest

from catalog.cards import cards_of
from catalog.models import Program
from catalog.version import current_version
from tests.catalog.factories import create_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys():
    return [create_program(title=title, cost=100).pk for title in ("A", "B")]


def titles(keys, version, hours=None):
    return [card.title for card in cards_of(keys, hours, version)[0]]


def test_cards_shown_before_need_no_statement(keys, django_assert_num_queries):
    version = current_version()
    with django_assert_num_queries(1):
        assert titles(keys, version) == ["A", "B"]
    with django_assert_num_queries(0):
        assert titles(keys[::-1], version) == ["B", "A"]
    with django_assert_num_queries(1):
        titles(keys, version, hours=10)


def test_a_change_is_shown_at_once(keys):
    titles(keys, current_version())
    program = Program.objects.get(title="A")
    program.title = "Another"
    program.save()
    assert titles(keys, current_version()) == ["Another", "B"]


def test_cards_of_another_version_come_from_the_database(keys):
    version = current_version()
    titles(keys, version)
    create_program(title="C")
    # Asked for by somebody who has not seen the change: the version says that it came.
    _, seen = cards_of([*keys, Program.objects.get(title="C").pk], None, version)
    assert seen == current_version() != version


def test_no_more_are_kept_than_the_setting_says(keys, settings, django_assert_num_queries):
    settings.KEPT_CARDS = 1
    version = current_version()
    for key, statements in ((keys[0], 1), (keys[0], 0), (keys[1], 1), (keys[0], 1)):
        with django_assert_num_queries(statements):
            titles([key], version)
