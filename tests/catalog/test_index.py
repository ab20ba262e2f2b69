"""The index in memory: right or not used, whatever happens to the file and to the programs."""

import json
import threading
import time

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client

from catalog import search
from catalog.filters import ProgramFilter
from catalog.index import keeper
from catalog.models import EmptySearch, Program
from catalog.version import current_version, renew_version
from tests.catalog.factories import create_program, create_provider


@pytest.fixture(autouse=True)
def _no_index(tmp_path, settings):
    settings.INDEX_DIR = tmp_path
    keeper._opened.clear()


def question(query):
    return ProgramFilter(QueryDict(query)).question


def ask(query=""):
    return search.answer(question(query), current_version())


def files():
    return sorted(settings.INDEX_DIR.glob("*.index"))


def listed(query=""):
    page = Client().get(f"/programs/{query}").content.decode()
    return [title for title in ("Alpha", "Beta", "Gamma") if f">{title}</a>" in page]


# What it finds


@pytest.mark.django_db
def test_a_word_at_which_a_long_title_is_cut_is_not_of_the_title():
    school = create_provider(name="Zebracadabra")
    title = "Technologies " * 12 + "zebracadabra"  # 301 letters of words
    long = create_program(title=title, slug="long")
    short = create_program(title="Alpha", provider=school)
    without_index = ask("q=zebracad").keys
    keeper.publish()
    assert ask("q=zebracad").keys == without_index == [short.pk, long.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "provider=delta", "delivery=online", "hours=5"])
def test_the_most_frequent_values_are_those_of_the_database(query):
    for name, number in (("Beta", 1), ("Alpha", 1), ("Gamma", 2), ("Delta", 1)):
        school = create_provider(name=name)
        for _ in range(number):
            create_program(provider=school)
    without_index = search.answer(question(query), current_version(), most=2)
    keeper.publish()
    with_index = search.answer(question(query), current_version(), most=2)
    assert with_index == without_index
    assert [*with_index.facets["provider"].items()][:2] == [("gamma", 2), ("alpha", 1)]


# What a page costs


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["", "?cost_max=500&topic=nlp&q=alpha", "?hours=7&sort=-cost&page=2", "?view=table"]
)
def test_a_page_takes_two_statements(query, settings, django_assert_num_queries):
    settings.KEPT_CARDS = 0
    for number in range(30):
        create_program(title=f"Alpha {number}", cost=number, topics=["nlp"], effort=100)
    keeper.publish()
    Client().get("/programs/?sort=updated")  # reads the labels, once for each version
    with django_assert_num_queries(2):
        assert Client().get(f"/programs/{query}").status_code == 200


@pytest.mark.django_db
def test_a_search_without_result_is_counted_by_the_second_statement(django_assert_num_queries):
    create_program(title="Alpha")
    keeper.publish()
    Client().get("/programs/?sort=updated")
    for times in (1, 2):
        with django_assert_num_queries(2):
            Client().get("/programs/?q=zymurgy")
        assert EmptySearch.objects.get(query="zymurgy").count == times


@pytest.mark.django_db
def test_a_page_seen_before_takes_one_statement(django_assert_num_queries):
    create_program(title="Alpha")
    keeper.publish()
    first = Client().get("/programs/?q=alpha")
    with django_assert_num_queries(1):
        again = Client().get("/programs/?q=alpha")
    assert again.content == first.content
    assert again["ETag"] == first["ETag"]


# Repeats


@pytest.mark.django_db
def test_a_visitor_who_has_the_page_is_told_so():
    create_program(title="Alpha")
    etag = Client().get("/programs/?q=alpha")["ETag"]
    again = Client().get("/programs/?q=alpha", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_addresses_that_ask_the_same_have_the_same_etag():
    create_program(title="Alpha", topics=["nlp"])
    create_program(title="Beta", topics=["statistics"])
    one = Client().get("/programs/?topic=nlp&topic=statistics&cost_max=&nonsense=1")
    other = Client().get("/programs/?topic=statistics&topic=nlp")
    assert one["ETag"] == other["ETag"]
    assert one["ETag"] != Client().get("/programs/?topic=nlp")["ETag"]
    assert one["ETag"] != Client().get("/programs/?topic=nlp&topic=statistics&view=table")["ETag"]


@pytest.mark.django_db
def test_a_change_ends_every_kept_page():
    create_program(title="Alpha")
    keeper.publish()
    before = Client().get("/programs/")
    assert listed() == ["Alpha"]
    create_program(title="Beta")
    after = Client().get("/programs/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert listed() == ["Alpha", "Beta"]


@pytest.mark.django_db
def test_a_page_is_packed_for_those_who_take_it():
    create_program(title="Alpha")
    plain = Client().get("/programs/")
    packed = Client().get("/programs/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 3
    assert "Accept-Encoding" in plain["Vary"]


# Behind, missing, torn


@pytest.mark.django_db
def test_an_index_that_is_behind_is_not_used():
    create_program(title="Alpha")
    keeper.publish()
    Program.objects.filter(title="Alpha").update(title="Gamma")  # past the models' save
    assert ask().count == 1
    create_program(title="Beta")
    assert listed() == ["Beta", "Gamma"]
    assert ask("q=beta").count == 1


@pytest.mark.django_db
def test_without_an_index_the_database_answers():
    create_program(title="Alpha")
    assert files() == []
    assert listed() == ["Alpha"]
    assert ask().count == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tear",
    [
        lambda data: b"",
        lambda data: data[:10],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: b"something else entirely" * 100,
        lambda data: data[:-200] + bytes([data[-200] ^ 1]) + data[-199:],
        lambda data: data[:30] + b"}" + data[31:],
    ],
)
def test_a_torn_index_is_thrown_away(tear):
    create_program(title="Alpha")
    keeper.publish()
    (path,) = files()
    path.write_bytes(tear(path.read_bytes()))
    assert listed() == ["Alpha"]
    assert ask().count == 1
    assert files() == []
    keeper.publish()
    assert keeper.index_of(current_version()).count(ProgramFilter().question) == 1


@pytest.mark.django_db
def test_an_index_that_cannot_be_opened_is_no_error():
    create_program(title="Alpha")
    (settings.INDEX_DIR / f"{current_version()}.index").mkdir()
    assert listed() == ["Alpha"]


@pytest.mark.django_db
def test_old_files_are_deleted_but_the_one_before():
    for title in ("Alpha", "Beta", "Gamma", "Delta"):
        create_program(title=title)
        keeper.publish()
    assert len(files()) == 2


@pytest.mark.django_db
def test_an_empty_catalog_has_an_index():
    renew_version()
    keeper.publish()
    answer = keeper.index_of(current_version()).answer(ProgramFilter().question)
    assert (answer.count, answer.keys) == (0, [])
    assert Client().get("/programs/").status_code == 200


@pytest.mark.django_db
def test_an_import_publishes_before_it_is_committed():
    create_program(title="Alpha")
    keeper.publish()
    with transaction.atomic():
        create_program(title="Beta")
        version = keeper.publish()
    assert version == current_version()
    assert keeper.index_of(version).count(ProgramFilter().question) == 2


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_taken_back_leaves_the_old_index_in_use():
    create_program(title="Alpha")
    keeper.publish()
    with transaction.atomic():
        create_program(title="Beta")
        keeper.publish()
        transaction.set_rollback(True)
    assert keeper.index_of(current_version()).count(ProgramFilter().question) == 1
    assert listed() == ["Alpha"]


# Beside requests


@pytest.mark.django_db(transaction=True)
def test_whoever_finds_no_index_builds_one(settings):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a thread of its own sees another database in memory")
    settings.INDEX_REBUILDS = True
    create_program(title="Alpha")
    assert ask().count == 1
    for _ in range(100):
        if files():
            break
        time.sleep(0.1)
    assert keeper.index_of(current_version()).count(ProgramFilter().question) == 1


@pytest.mark.django_db(transaction=True)
def test_answers_are_right_while_programs_change():
    """A writer renames, a reader counts: every answer is whole, and none goes back."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a thread of its own sees another database in memory")
    school = create_provider(name="School")
    for number in range(40):
        create_program(title=f"Alpha {number}", provider=school)
    keeper.publish()
    seen, ends = [], threading.Event()

    def write():
        try:
            for number, program in enumerate(Program.objects.order_by("pk")):
                program.title = f"Beta {number}"
                program.save()
                if number % 10 == 0:
                    keeper.publish()
        finally:
            ends.set()
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    while not ends.is_set():
        everything = ask()
        assert everything.count == sum(everything.facets["path"].values()) == 40
        assert Client().get("/programs/?q=beta").status_code == 200
        seen.append(ask("q=beta").count)
    writer.join()
    assert seen == sorted(seen)
    assert (ask("q=alpha").count, ask("q=beta").count) == (0, 40)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/api/v1/programs?topic=nlp", "/programs/?topic=nlp"])
def test_an_answer_of_the_database_is_of_one_moment(address):
    """After every statement about programs somebody else retires one."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a thread of its own sees another database in memory")
    school = create_provider(name="School")
    programs = [
        create_program(title=f"Alpha {number:02}", provider=school, topics=["nlp"])
        for number in range(20)
    ]
    left = list(programs)

    def retire():
        Program.objects.filter(pk=left.pop().pk).update(status="retired")
        renew_version()
        connection.close()

    def disturb(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if "catalog_program" in sql and left:
            writer = threading.Thread(target=retire)
            writer.start()
            writer.join()
        return result

    Client().get("/programs/")  # reads the labels
    with connection.execute_wrapper(disturb):
        page = Client().get(address).content.decode()
    assert len(left) < len(programs)
    if address.startswith("/api/"):
        answer = json.loads(page)
        assert answer["count"] == len(answer["results"]) > 0
    else:
        shown = page.count('<li class="program">')
        assert f">{shown} programs<" in page
