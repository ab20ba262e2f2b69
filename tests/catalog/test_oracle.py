"""The catalog's rules once more in plain Python, over random small catalogs and random questions.

The oracle reads the rows a test made, never the database: it shares no code with the filters.
"""

import math
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from string import ascii_lowercase
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog import sql
from catalog.filters import ProgramFilter
from catalog.index.build import read_programs
from catalog.index.engine import Index
from catalog.models import Program, Synonym
from tests.catalog.factories import (
    create_language,
    create_platform,
    create_program,
    create_provider,
    create_topic,
)

pytestmark = pytest.mark.django_db

PROVIDERS = {"eth": ("ÉTH School", "CH"), "mit": ("Data Institute", "US")}
TOPICS = {"nlp": "Language", "deep-learning": "Deep learning", "statistics": "Statistics"}
KINDS = {
    "certification-exam": "Certification exam",
    "specialization": "Specialization",
    "master": "Master's degree",
}
SINGULARS = {"courses": "course", "exams": "exam", "technologies": "technology"}
SYNONYMS = {
    "ml": [["ml"], ["machine", "learning"]],
    "machine learning": [["machine", "learning"], ["=ml"]],
}
DEPTHS = ["introductory", "intermediate", "advanced", "research"]
DEGREES = {"associate", "bachelor", "master", "doctorate"}
FACETS = [
    *("path", "credential", "depth", "topic", "delivery"),
    *("pace", "language", "country", "provider", "outcomes"),
]
SKILLS = {"none": 0, "basic": 1, "strong": 2}
EDUCATION = {"secondary": 0, "bachelor": 1, "bachelor-related": 1, "master": 2, "doctorate": 3}
ENTRIES = {"none": 0, "bachelor": 1, "master": 2}
COST_BARS = [
    *((None, 0), (1, 199), (200, 499), (500, 1999), (2000, 4999), (5000, 9999)),
    *((10_000, 19_999), (20_000, 49_999), (50_000, 99_999), (100_000, None)),
]
DURATION_BARS = [
    *((None, "1"), ("1.01", "3"), ("3.01", "6"), ("6.01", "12"), ("12.01", "18")),
    *(("18.01", "24"), ("24.01", "36"), ("36.01", "48"), ("48.01", None)),
]

# The oracle.


def cents(value, step="0.01"):
    return None if value is None else Decimal(value).quantize(Decimal(step), ROUND_HALF_UP)


def both(low, high):
    """A bound that is missing takes the known one."""
    return (high if low is None else low), (low if high is None else high)


def months(row, hours):
    published = row["duration"]
    if hours is None or row["pace"] == "cohort":
        exact = published
    elif any(row["effort"]):
        exact = [None if e is None else e / (Decimal("4.345") * hours) for e in row["effort"]]
    elif any(row["weekly_hours"]):
        weekly = both(*row["weekly_hours"])
        pairs = zip(published, weekly, strict=True)
        exact = [None if m is None else m * week / hours for m, week in pairs]
    else:
        exact = published
    return tuple(cents(month) for month in exact)


def dollars(row, hours):
    price, lasts = row["monthly_price"], months(row, hours)
    tuition = row["cost"] != (None, None) and row["cost_basis"] == "tuition"
    if hours is None or price is None or tuition or lasts == (None, None):
        return tuple(cents(cost, "1") for cost in row["cost"])
    return tuple(None if m is None else cents(price * math.ceil(m), "1") for m in lasts)


def words(text):
    plain = unicodedata.normalize("NFD", text.casefold()).replace("'s", "").replace("-", " ")
    return "".join(c for c in plain if unicodedata.category(c) != "Mn").split()


def stored(text):
    """The words of a text, and singulars that do not begin them."""
    return words(text) + ["technology"] * ("technologies" in words(text))


def names(row):
    topics = " ".join(TOPICS[topic] for topic in row["topics"])
    around = f"{PROVIDERS[row['provider']][0]} {row['platform'] or ''} {KINDS[row['credential']]}"
    return stored(f"{row['title']} {around} {topics}")


def begins(word, names):
    """With an equals sign before it, a word must be there as a whole."""
    if word.startswith("="):
        return word[1:] in names
    return any(name.startswith(word) for name in names)


def has(term, names):
    return any(all(begins(word, names) for word in one) for one in term)


def terms(text, rows):
    """What each part of the text asks for: any of these lists of words, all of them."""
    left, found = words(text), {}
    while left:
        size = 2 if left[:2] == ["machine", "learning"] else 1
        typed, left = " ".join(left[:size]), left[size:]
        found[typed] = SYNONYMS.get(typed) or [[typed], ["=" + SINGULARS.get(typed, typed)]]
        if typed not in SYNONYMS and not any(has(found[typed], names(row)) for row in rows):
            found[typed] = [[word] for word in near(typed, rows)] or found[typed]
    return list(found.values())


def near(word, rows):
    """Known words one edit away, else beginnings of some, each edit simply tried."""
    if len(word) < 5:
        return set()
    known = {name for row in rows for name in names(row)}
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    edits = {head + tail[1:] for head, tail in cuts}
    edits |= {head + letter + tail for head, tail in cuts for letter in ascii_lowercase}
    edits |= {head + letter + tail[1:] for head, tail in cuts for letter in ascii_lowercase}
    edits |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    same = {edit for edit in edits if edit[0] == word[0]}
    beginnings = {edit for edit in same if begins(edit, known)}
    longer = {edit for edit in beginnings if len(edit) >= len(word)}
    return same & known or longer or beginnings or edits & known


def relevance(row, terms):
    title, total = stored(row["title"]), 0
    for term in terms:
        whole = [["=" + word.removeprefix("=") for word in one] for one in term]
        total += 2 if has(whole, title) else has(term, title)
    return total


def person(asked):
    return {name: asked[name] for name in ("education", "maths", "programming") if name in asked}


def fit(row, asked):
    """Only what was said is judged; what is unpublished is never met."""
    levels = {"education": (EDUCATION, ENTRIES, "entry"), "maths": (SKILLS, SKILLS, "maths")}
    levels["programming"] = (SKILLS, SKILLS, "programming")
    short, unknown = 0, False
    for need, level in person(asked).items():
        has, wants, column = levels[need]
        if row[column] == "unknown":
            unknown = True
        else:
            short += max(0, wants[row[column]] - has[level])
    if short == 0:
        return "unknown" if unknown else "qualify"
    return "one-step" if short == 1 and not unknown else "not-yet"


def outcomes(row):
    if row["pay_4_years"] is not None:
        return "published"
    return "not-read" if row["debt"] is None else "suppressed"


def values(row, facet, asked=None):
    """What a row has of a facet, each as it stands in an address."""
    if facet == "fit":
        return {fit(row, asked)}
    if facet == "outcomes":
        return {outcomes(row)}
    if facet == "path":
        return {"degree" if row["credential"] in DEGREES else "certification"}
    if facet == "topic":
        return set(row["topics"])
    if facet == "language":
        return set(row["languages"]) or {"unknown"}
    if facet == "country":
        return {PROVIDERS[row["provider"]][1]}
    return {row[facet]}


def touches(figure, low, high, unknown):
    if low is None and high is None:
        return True
    lowest, highest = both(*figure)
    if lowest is None:
        return unknown
    return (high is None or lowest <= high) and (low is None or highest >= low)


def fits(row, asked, but=None, unknown=None):
    def number(name):
        return Decimal(asked[name]) if name in asked else None

    unknown = asked.get("unknown") == "1" if unknown is None else unknown
    hours = number("hours")
    return (
        (asked.get("status") == "all" or row["status"] != "retired")
        and all(
            facet == but or facet not in asked or values(row, facet, asked) & set(asked[facet])
            for facet in [*FACETS, *(["fit"] if person(asked) else [])]
        )
        and all(has(term, names(row)) for term in asked["terms"])
        and (
            but == "cost"
            or touches(dollars(row, hours), number("cost_min"), number("cost_max"), unknown)
        )
        and (
            but == "duration"
            or touches(months(row, hours), number("duration_min"), number("duration_max"), unknown)
        )
        and touches([row["pay_4_years"]] * 2, number("pay_min"), None, unknown)
        and touches([row["debt"]] * 2, None, number("debt_max"), unknown)
    )


def place(row, asked):
    """Sorts a row among the others: the unknown last, ties by title, then slug."""
    sort = asked.get("sort", "relevance")
    hours = Decimal(asked["hours"]) if "hours" in asked else None
    figure = None
    if sort == "relevance":
        figure = -relevance(row, asked["terms"])
    elif sort.endswith("cost"):
        figure = both(*dollars(row, hours))[sort.startswith("-")]
    elif sort.endswith("duration"):
        figure = both(*months(row, hours))[sort.startswith("-")]
    elif sort.endswith("depth") and row["depth"] in DEPTHS:
        figure = DEPTHS.index(row["depth"])
    elif sort == "-pay":
        figure = row["pay_4_years"]
    elif sort == "debt":
        figure = row["debt"]
    if figure is not None and sort.startswith("-"):
        figure = -figure
    return figure is None, figure or 0, row["title"].casefold(), row["slug"]


def facet_counts(rows, asked, facet):
    kept = [row for row in rows if fits(row, asked, but=facet)]
    counts = dict.fromkeys(asked.get(facet, []), 0)
    for row in kept:
        for value in values(row, facet, asked):
            counts[value] = counts.get(value, 0) + 1
    return counts


def bar_counts(rows, asked, name):
    """Programs of each path that touch a bar, without their own range and without the unknown."""
    hours = Decimal(asked["hours"]) if "hours" in asked else None
    figure, bars = {"cost": (dollars, COST_BARS), "duration": (months, DURATION_BARS)}[name]
    kept = [row for row in rows if fits(row, asked, but=name, unknown=False)]
    counted = []
    for low, high in bars:
        ends = [None if end is None else Decimal(end) for end in (low, high)]
        touching = [row for row in kept if touches(figure(row, hours), *ends, False)]
        degrees = sum(row["credential"] in DEGREES for row in touching)
        counted.append({"certification": len(touching) - degrees, "degree": degrees})
    return counted


# Random rows and questions.


def span(*figures):
    """No figure, one bound, or both in order."""
    figure = st.none() | st.sampled_from([Decimal(figure) for figure in figures])
    pairs = st.tuples(figure, figure)
    return pairs.map(lambda pair: tuple(sorted(pair)) if None not in pair else pair)


WORDS = ["deep", "Deep", "Élan", "data", "Language", "Machine-Learning", "é", "z"]
WORDS += ["ML", "MLOps", "Technologies", "Course", "Master's"]
ROW = st.fixed_dictionaries(
    {
        "title": st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join),
        "provider": st.sampled_from(sorted(PROVIDERS)),
        "platform": st.sampled_from([None, "Coursera"]),
        "credential": st.sampled_from(["certification-exam", "specialization", "master"]),
        "depth": st.sampled_from([*DEPTHS, "unknown"]),
        "topics": st.lists(st.sampled_from(sorted(TOPICS)), min_size=1, unique=True),
        "delivery": st.sampled_from(["online", "unknown"]),
        "pace": st.sampled_from(["self-paced", "cohort", "unknown"]),
        "languages": st.lists(st.sampled_from(["en", "de"]), unique=True),
        "status": st.sampled_from(["open", "open", "closing", "retired"]),
        "cost": span("0", "100", "100.50", "149", "5000"),
        "cost_basis": st.sampled_from(["tuition", "subscription"]),
        "monthly_price": st.none() | st.sampled_from([Decimal("49"), Decimal("24.75")]),
        "duration": span("0.25", "1", "1.5", "3", "24"),
        "effort": span("10", "43.45", "100", "900"),
        "weekly_hours": span("2", "5", "10"),
        "entry": st.sampled_from([*ENTRIES, "unknown"]),
        "maths": st.sampled_from([*SKILLS, "unknown"]),
        "programming": st.sampled_from(["none", "strong"]),
        "pay_4_years": st.none() | st.sampled_from([40_000, 90_000]),
        "debt": st.none() | st.sampled_from([0, 12_000]),
    }
)
CATALOG = st.lists(ROW, min_size=3, max_size=8).map(
    # Slugs against the order of creation, so that ties are really broken by them.
    lambda rows: [row | {"slug": f"p-{9 - number}"} for number, row in enumerate(rows)]
)


def some(*choices):
    return st.lists(st.sampled_from(choices), min_size=1, max_size=3)


DOLLARS = st.sampled_from(["0", "99.99", "100", "101", "149", "148.5", "5000", "10000000"])
MONTHS = st.sampled_from(["0", "0.25", "0.99", "1", "2.994", "3", "10", "24"])
QUERIES = ["de", "elan", "É", "data lang", "MACHINE", "learning deep", "cour z", "deep deep"]
QUERIES += ["ml", "machine learning", "ML machine", "technology", "courses", "exams", "masters"]
# Slips of the keyboard: swapped, missing, wrong, one too many, half typed, in the first letter.
QUERIES += ["langauge", "learnng", "degrze", "mmachine", "tehcno", "nachine", "laern deep"]
FILTERS = {
    "q": st.sampled_from(QUERIES),
    "path": some("certification", "degree"),
    "credential": some("certification-exam", "master", "doctorate"),
    "depth": some(*DEPTHS, "unknown"),
    "topic": some(*sorted(TOPICS)),
    "delivery": some("online", "on-campus", "unknown"),
    "pace": some("self-paced", "cohort", "exam"),
    "language": some("en", "de", "unknown"),
    "country": some("CH", "US", "AQ"),
    "provider": some(*sorted(PROVIDERS)),
    "cost_min": DOLLARS,
    "cost_max": DOLLARS,
    "duration_min": MONTHS,
    "duration_max": MONTHS,
    "outcomes": some("published", "suppressed", "not-read"),
    "fit": some("qualify", "one-step", "not-yet", "unknown"),
    "education": st.sampled_from([*EDUCATION]),
    "maths": st.sampled_from([*SKILLS]),
    "programming": st.sampled_from(["none", "basic"]),
    "pay_min": st.sampled_from(["0", "40000.5", "90000"]),
    "debt_max": st.sampled_from(["0", "11999", "12000"]),
    "unknown": st.sampled_from(["0", "1"]),
    "status": st.sampled_from(["open", "all"]),
}
SORTS = ["relevance", "cost", "-cost", "duration", "-duration", "depth", "-depth", "title"]
SORTS += ["-pay", "debt"]


@st.composite
def question(draw):
    """At most three filters, or next to nothing would ever match."""
    names = draw(st.lists(st.sampled_from(sorted(FILTERS)), max_size=3, unique=True))
    asked = {name: draw(FILTERS[name]) for name in names}
    if draw(st.booleans()):
        asked["hours"] = draw(st.sampled_from(["1", "2.5", "8", "10", "20", "168"]))
    return asked | {"sort": draw(st.sampled_from(SORTS))}


def store(rows):
    for topic, name in TOPICS.items():
        create_topic(slug=topic, name=name)
    for code in ("en", "de"):
        create_language(code=code)
    Synonym.objects.create(terms="ML, machine learning")
    providers = {
        slug: create_provider(slug=slug, name=name, country=country)
        for slug, (name, country) in PROVIDERS.items()
    }
    for row in rows:
        columns = dict(row)
        for name in ("cost", "duration", "effort", "weekly_hours"):
            columns[f"{name}_min"], columns[f"{name}_max"] = columns.pop(name)
        for name in ("pay_4_years", "debt"):
            del columns[name]
        columns["provider"] = providers[row["provider"]]
        columns["platform"] = row["platform"] and create_platform(name=row["platform"])
        program = create_program(**columns)
        # Columns that importers write; the rows behind them are another test's business.
        Program.objects.filter(pk=program.pk).update(
            pay_4_years=row["pay_4_years"], debt=row["debt"], outcomes_state=outcomes(row)
        )


def check(rows, asked, index):
    """The oracle, the index and the database say the same."""
    filterset = ProgramFilter(QueryDict(urlencode(asked, doseq=True)))
    assert not filterset.form.errors
    asked = asked | {"terms": terms(asked.get("q", ""), rows)}
    expected = sorted((row for row in rows if fits(row, asked)), key=lambda row: place(row, asked))
    with_unknown = sum(bool(fits(row, asked, unknown=True)) for row in rows)
    facets = [*FACETS, *(["fit"] if person(asked) else [])]
    answers = {
        "index": index.answer(filterset.question, 1, 3),
        "database": sql.answer(filterset.question, 1, 3),
    }
    alone = index.keys_of(filterset.question, 1, 3)
    assert alone == sql.keys_of(filterset.question, 1, 3)
    assert vars(alone).items() <= vars(answers["index"]).items()
    slugs = dict(Program.objects.values_list("pk", "slug"))
    for engine, answer in answers.items():
        assert answer.count == len(expected), engine
        assert answer.left_out == with_unknown - len(expected), engine
        page = [slugs[key] for key in answer.keys]
        assert page == [row["slug"] for row in expected[1:4]], engine
        for name in facets:
            counts = {v: n for v, n in facet_counts(rows, asked, name).items() if n}
            assert answer.facets[name] == counts, (engine, name)
        assert answer.facets.keys() == set(facets), engine
        for name in ("cost", "duration"):
            assert answer.bars[name] == bar_counts(rows, asked, name), (engine, name)
    assert [program.slug for program in filterset.qs] == [row["slug"] for row in expected]


@given(rows=CATALOG, questions=st.lists(question(), min_size=8, max_size=16))
@settings(max_examples=20, deadline=None)
def test_index_and_database_agree_with_the_oracle(rows, questions):
    with transaction.atomic():
        store(rows)
        index = Index(*read_programs())
        for asked in questions:
            check(rows, asked, index)
        transaction.set_rollback(True)
