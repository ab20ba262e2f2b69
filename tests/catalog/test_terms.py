"""What a search text asks for; every expected value is written by hand."""

import pytest

from catalog.terms import MOST_WORDS, Term, corrected, corrections, group_synonyms, mark, parse
from catalog.text import fold_words, singular, words

SYNONYMS = group_synonyms(
    [
        [("ml",), ("machine", "learning")],
        [("msc",), ("master",)],
        [("ml", "ops"), ("mlops",)],
        [("llm",), ("llms",), ("large", "language", "model")],
        [("statistician",), ("ml",)],
    ]
)


def alternatives(text, synonyms=SYNONYMS):
    return [term.alternatives for term in parse(text, synonyms)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Élite ML", ["elite", "ml"]),
        ("Master's degree", ["master", "degree"]),
        ("bachelor’s", ["bachelor"]),
        ("O'Reilly 's school", ["o", "reilly", "s", "school"]),
        ("C++ & R_1", ["c", "r_1"]),
        ("℡", ["tel"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("technologies", "technology"),
        ("courses", "course"),
        ("classes", "class"),
        ("branches", "branch"),
        ("matrices", "matrix"),
        ("analyses", "analysis"),
        ("gans", "gan"),
        ("aws", "aws"),
        ("ties", "tie"),
        ("class", "class"),
        ("campus", "campus"),
        ("analysis", "analysis"),
        ("news", "news"),
        ("data", "data"),
    ],
)
def test_singular(plural, one):
    assert singular(plural) == one


def test_stored_words_stand_between_spaces_and_have_the_singular_they_do_not_begin_with():
    assert fold_words("New Technologies, Courses") == " new technologies technology courses "
    assert fold_words("?") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("data", [(("data",),)]),
        ("data DATA dáta", [(("data",),)]),
        ("courses", [(("courses",), ("course ",))]),
        ("technologies", [(("technologies",), ("technology ",))]),
        ("mach", [(("mach",),)]),
        ("msc", [(("msc",), ("master",))]),
        ("masters", [(("masters",), ("master ",), ("msc ",))]),
        ("Machine Learning", [(("machine", "learning"), ("ml ",))]),
        ("machine learn", [(("machine",),), (("learn",),)]),
        ("ml ops", [(("ml", "ops"), ("mlops",))]),
        (
            "large language models",
            [
                (
                    ("large", "language", "models"),
                    ("large", "language", "model "),
                    ("llm ",),
                    ("llms ",),
                )
            ],
        ),
        ("?!", []),
    ],
)
def test_parse(text, expected):
    assert alternatives(text) == expected


def test_a_word_in_two_groups_finds_both():
    assert alternatives("ml") == [(("ml",), ("machine", "learning"), ("statistician",))]


def test_twelve_distinct_terms_are_used():
    text = "a b c d e f g h i j k l m"
    assert MOST_WORDS == 12
    assert [term.typed for term in parse(f"a {text}", {})] == list("abcdefghijkl")


@pytest.mark.parametrize(
    ("text", "title", "matches", "relevance"),
    [
        ("learn", "Machine Learning", True, 1),
        ("learning", "Machine Learning", True, 2),
        ("earning", "Machine Learning", False, 0),
        ("ml", "Machine Learning", True, 2),
        ("ml", "Learning on a machine", True, 2),
        ("ml", "MLOps", True, 1),
        ("machine learning", "ML", True, 2),
        ("machine learning", "MLOps", False, 0),
        ("machine learning", "Machines that learn", False, 0),
        ("technology", "Technologies", True, 2),
        ("technologies", "Technology", True, 2),
        ("courses", "A course", True, 2),
        ("arts", "Artificial intelligence", False, 0),
        ("msc", "Mastering Python", True, 1),
        ("master's", "Masters of data", True, 1),
    ],
)
def test_a_term_and_a_title(text, title, matches, relevance):
    (term,) = parse(text, SYNONYMS)
    folded = fold_words(title)
    assert (term.matches(folded), term.relevance(folded)) == (matches, relevance)


VOCABULARY = ["machine", "machines", "mail", "learning", "learner", "data", "statistics", "zebra"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("machien", ("machine",)),  # swapped
        ("machne", ("machine",)),  # missing
        ("machhine", ("machine",)),  # one too many
        ("mashine", ("machine",)),  # wrong
        ("machinex", ("machine",)),  # both are one edit away, and one begins the other
        ("machinse", ("machine",)),
        ("machinas", ("machines",)),
        ("lerning", ("learning",)),
        ("learninf", ("learning",)),
        ("lerni", ("learni",)),  # while one types
        ("lerne", ("learne",)),
        ("leanr", ("learn",)),  # rather than "lear", one too many
        ("learxn", ("learn",)),
        ("statis tics", ("statistics",)),
        ("statits", ("statist",)),
        ("nachine", ("machine",)),  # another first letter, whole words only
        ("amchine", ("machine",)),
        ("achine", ("machine",)),
        ("nachin", ()),
        ("mcahien", ()),  # two edits
        ("xyzzy", ()),
    ],
)
def test_corrections(word, expected):
    assert corrections(word, VOCABULARY) == expected


def test_corrections_name_every_near_word_in_order():
    assert corrections("pants", ["plants", "paints", "plant", "pant", "parts"]) == (
        "paints",
        "pant",
        "parts",
        "plants",
    )


@pytest.mark.parametrize("text", ["dota", "ml", "gpt45x", "machne learnin", "statisticiann"])
def test_short_explained_and_mixed_words_stay(text):
    table = group_synonyms([[("machne", "learnin"), ("ml",)], [("statisticiann",), ("x",)]])
    (term,) = parse(text, table)
    assert not term.may_be_typo
    assert corrected(term, ["data", "machine", "gpt45", "statistician"]) is term


def test_a_corrected_term_says_what_it_asks_for_instead():
    (term,) = parse("machien", SYNONYMS)
    assert corrected(term, VOCABULARY) == Term("machien", (("machine",),), instead=("machine",))
    assert corrected(term, []) is term


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Machine Learning", "learn", [("Machine ", False), ("Learn", True), ("ing", False)]),
        ("Machine Learning", "ml", [("Machine", True), (" ", False), ("Learning", True)]),
        ("Machine Shop", "ml", [("Machine Shop", False)]),
        ("École Élite", "eli", [("École ", False), ("Éli", True), ("te", False)]),
        ("E\u0301cole", "e", [("E\u0301", True), ("cole", False)]),
        ("Straße", "stras", [("Straß", True), ("e", False)]),
        ("Technologies", "technology", [("Technologies", True)]),
        ("A course", "courses", [("A ", False), ("course", True)]),
        ("Master's", "s master", [("Master", True), ("'s", False)]),
        ("data, Data", "data da", [("data", True), (", ", False), ("Data", True)]),
        ("Data", "", [("Data", False)]),
        ("", "data", []),
    ],
)
def test_mark(title, text, expected):
    pieces = mark(title, parse(text, SYNONYMS))
    assert pieces == expected
    assert "".join(piece for piece, _ in pieces) == title
