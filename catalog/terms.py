"""What a search text asks for, and the rules by which a program answers it.

Pure: the SQL search (`ProgramQuerySet.matching`) and the index in memory both follow these rules.
The English ones (plurals) and the synonyms leave other languages as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog.text import WORD, fold, fold_words, singular, words

# Folded words in the order of the text.
Phrase = tuple[str, ...]
# By a phrase in the singular: every phrase that means the same.
Synonyms = Mapping[Phrase, tuple[Phrase, ...]]

# More words than this in one search only cost time; the form says so.
MOST_WORDS = 12
# A shorter word has too many neighbours to guess which one was meant.
SHORTEST_CORRECTED = 5
# A synonym as short as this is an abbreviation: "ai" must not find "airline", nor "cert"
# what is only a certificate.
LONGEST_ABBREVIATION = 4


@dataclass(frozen=True)
class Term:
    """One thing asked for: a program matches when every word of some alternative begins a word.

    A word of an alternative that ends in a space must be a whole word.
    """

    typed: str
    alternatives: tuple[Phrase, ...]
    has_synonyms: bool = False
    instead: tuple[str, ...] = ()  # what is searched for, since nothing has the word typed

    @property
    def may_be_typo(self) -> bool:
        """One plain word, long enough, that no curator has explained."""
        return (
            self.typed.isalpha() and len(self.typed) >= SHORTEST_CORRECTED and not self.has_synonyms
        )

    def matches(self, folded: str) -> bool:
        """Whether a text matches, given as `fold_words` writes it."""
        return any(holds(folded, one) for one in self.alternatives)

    def relevance(self, title_words: str) -> int:
        """2 if all words of some alternative are words of the title, 1 if they begin some."""
        whole = (tuple(f"{word.rstrip()} " for word in one) for one in self.alternatives)
        if any(holds(title_words, one) for one in whole):
            return 2
        return int(self.matches(title_words))


def holds(folded: str, alternative: Phrase) -> bool:
    """Whether every word of an alternative begins a word of a text that `fold_words` wrote."""
    return all(f" {word}" in folded for word in alternative)


def group_synonyms(groups: Iterable[Sequence[Phrase]]) -> Synonyms:
    """Look-up table of groups of phrases that mean the same; see `Synonym.phrases`."""
    table: dict[Phrase, tuple[Phrase, ...]] = {}
    for group in groups:
        for phrase in group:
            key = _singulars(phrase)
            table[key] = tuple(dict.fromkeys((*table.get(key, ()), *group)))
    return table


def parse(text: str, synonyms: Synonyms) -> tuple[Term, ...]:
    """The first `MOST_WORDS` distinct terms; words that are a synonym together are one term."""
    left, terms = words(text), []
    longest = max(map(len, synonyms), default=1)
    while left:
        size = next(
            (size for size in range(longest, 1, -1) if _singulars(left[:size]) in synonyms), 1
        )
        terms.append(_term(tuple(left[:size]), synonyms))
        left = left[size:]
    return tuple(dict.fromkeys(terms))[:MOST_WORDS]


def _singulars(phrase: Sequence[str]) -> Phrase:
    return tuple(map(singular, phrase))


def _term(phrase: Phrase, synonyms: Synonyms) -> Term:
    one = tuple(word if singular(word) == word else f"{singular(word)} " for word in phrase)
    others = synonyms.get(_singulars(phrase), ())
    meant = (_as_synonym(other) for other in others if _singulars(other) != _singulars(phrase))
    alternatives = tuple(dict.fromkeys((phrase, one, *meant)))
    return Term(" ".join(phrase), alternatives, has_synonyms=bool(others))


def _as_synonym(phrase: Phrase) -> Phrase:
    return tuple(f"{word} " if len(word) <= LONGEST_ABBREVIATION else word for word in phrase)


def corrected(term: Term, vocabulary: Iterable[str]) -> Term:
    """What to ask for in place of a term that nothing in the whole catalog matches.

    `vocabulary` holds the words of every program, whatever else is asked for. The term itself
    comes back where it cannot be a typo or where no word is near.
    """
    instead = corrections(term.typed, vocabulary) if term.may_be_typo else ()
    return _taking(term, instead) if instead else term


def taking(terms: tuple[Term, ...], instead: Mapping[str, tuple[str, ...]]) -> tuple[Term, ...]:
    """The terms with these words in place of what was typed, as `Answer.corrections` has them."""
    return tuple(
        _taking(term, instead[term.typed]) if term.typed in instead else term for term in terms
    )


def _taking(term: Term, instead: tuple[str, ...]) -> Term:
    return replace(term, alternatives=tuple((word,) for word in instead), instead=instead)


def corrections(word: str, vocabulary: Iterable[str]) -> tuple[str, ...]:
    """Words, or beginnings of words, one edit from a word that begins none.

    An edit is a letter too many, missing or wrong, or two neighbours swapped. Whole words with
    the same first letter go first; else beginnings of such words, so that it works while one
    types, the longer the better; else whole words with another first letter.
    """
    same: list[str] = []
    other: list[str] = []
    for known in vocabulary:
        (same if known[0] == word[0] else other).append(known)
    near = [(known, beginning) for known in same for beginning in _one_edit_away(word, known)]
    return (
        _shortest(known for known, beginning in near if known == beginning)
        or _shortest(beginning for _, beginning in near if len(beginning) >= len(word))
        or _shortest(beginning for _, beginning in near)
        # Where the first letter differs, all but the first two are alike.
        or _shortest(
            known
            for known in other
            if known.endswith(word[2:]) and known in _one_edit_away(word, known)
        )
    )


def _one_edit_away(word: str, known: str) -> list[str]:
    """The beginnings of a known word that one edit makes of `word`, which begins it not."""
    pairs = enumerate(zip(word, known, strict=False))
    at = next((at for at, (one, other) in pairs if one != other), len(known))
    rest, size = word[at + 1 :], len(word)
    edits = (
        (known.startswith(rest, at), size - 1),  # one too many
        (known.startswith(word[at:], at + 1), size + 1),  # one missing
        (known.startswith(rest, at + 1), size),  # one wrong
        (rest != "" and known.startswith(rest[:1] + word[at] + rest[1:], at), size),  # swapped
    )
    return [known[:length] for is_near, length in edits if is_near]


def _shortest(found: Iterable[str]) -> tuple[str, ...]:
    """In alphabetical order, without those that another one begins and thereby finds."""
    kept: list[str] = []
    for word in sorted(set(found)):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return tuple(kept)


def mark(text: str, terms: Sequence[Term]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is what a term found; joined they are the text.

    Only what counts for `Term.relevance` is marked: all words of an alternative or none.
    """
    wanted = _words_found(text, terms)
    if not wanted:
        return [(text, False)] if text else []
    folded, places = _fold_with_places(text)
    initials = {word[0] for word in wanted}
    pieces, done = [], 0
    for word in WORD.finditer(folded):
        if folded[word.start()] in initials and (size := _length_found(word[0], wanted)):
            last = word.start() + size
            start, end = places[word.start()], max(places[last], places[last - 1] + 1)
            pieces += [(text[done:start], False), (text[start:end], True)]
            done = end
    return [(piece, hit) for piece, hit in (*pieces, (text[done:], False)) if piece]


def _fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and where in the text each of its letters and its end come from."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    # Folding drops accents and may write one sign as several letters.
    letters = [(letter, at) for at, char in enumerate(text) for letter in fold(char)]
    return "".join(letter for letter, _ in letters), [*(at for _, at in letters), len(text)]


def _words_found(text: str, terms: Sequence[Term]) -> set[str]:
    if not terms:
        return set()
    folded = fold_words(text)
    alternatives = (one for term in terms for one in term.alternatives)
    return {word for one in alternatives if holds(folded, one) for word in one}


def _length_found(word: str, wanted: set[str]) -> int:
    """How many of its letters, from the first, were asked for; a plural counts as a whole."""
    whole, one = f"{word} ", f"{singular(word)} "
    begun = [len(each.rstrip()) for each in wanted if whole.startswith(each)]
    if not begun and any(map(one.startswith, wanted)):
        return len(word)
    return max(begun, default=0)
