"""Text as the search sees it: words without case and accents."""

import re
import unicodedata
from functools import lru_cache

# Not the s of "master's": it would match every word with an s in front.
WORD = re.compile(r"\b(?!(?<=\w['’])s\b)\w+")

IRREGULAR = {"analyses": "analysis", "matrices": "matrix", "news": "news", "theses": "thesis"}
# Words that end in s and are no plural: class, campus, analysis.
NO_PLURAL = ("ss", "us", "is")


def fold(text: str) -> str:
    """Lower case, without accents: "Élite ML" becomes "elite ml"."""
    if text.isascii():
        return text.lower()
    # Some signs only show their capitals once taken apart: "℡" is "TEL".
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Folded words in their order; "Master's" is "master"."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=4_096)  # the words of titles come again and again
def singular(word: str) -> str:
    """The singular of a folded English plural of four letters or more, else the word itself."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "ches", "shes", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def fold_words(text: str) -> str:
    """Every word between spaces: " data" finds beginnings of words, " data " whole words.

    A plural that its singular does not begin has it beside it, so that "technology" finds
    "technologies".
    """
    kept = []
    for word in words(text):
        one = singular(word)
        kept += [word] if word.startswith(one) else [word, one]
    return f" {' '.join(kept)} " if kept else ""
