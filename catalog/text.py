"""Text as the search sees it: words without case and accents."""

import re
import unicodedata


def fold(text: str) -> str:
    """Lower case, without accents: "Élite ML" becomes "elite ml"."""
    # Some signs only show their capitals once taken apart: "℡" is "TEL".
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def fold_words(text: str) -> str:
    """Every word with a space before it, so that " data" finds only beginnings of words."""
    return "".join(f" {word}" for word in words(text))
