"""The catalog's list: filters, counts, pictures and one page of programs."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog import charts, display, jsonld, kept_pages, search
from catalog.cards import Card, cards_of, read_cards
from catalog.empty_searches import note_empty_search
from catalog.facets import active_chips, label_facets, ways_out
from catalog.filters import ProgramFilter
from catalog.fit import Fit, Requirement, fit
from catalog.labels import HOME_CURRENCY, labels_of
from catalog.query import changed
from catalog.question import Answer
from catalog.terms import taking
from catalog.version import current_version, snapshot

PAGE_SIZE = 24
# More marks than this hide each other.
MOST_MARKS = 500
# Values of a facet on the page; the longest lists are searched instead.
MOST_VALUES = 20
VIEWS = {"cards": "List", "table": "Table", "chart": "Chart"}


class ByField(dict[str, str]):
    """What there is to say of some fields; of the others, nothing."""

    def __missing__(self, name: str) -> str:
        return ""


class Found(NamedTuple):
    """One page of an answer; cards and counts are of the same version of the catalog."""

    filterset: ProgramFilter
    answer: Answer
    cards: list[Card]
    version: str


def find(filterset: ProgramFilter, version: str) -> Found:
    """The counts for this version, then the cards of its page.

    Where no index has it, or the catalog changes in between, all is read as of one moment.
    """
    if search.has_index(version):
        found = _find(filterset, version)
        if found.version == version:
            return found
    with snapshot():
        version = current_version()
        return _find(ProgramFilter(filterset.data, labels_of(version)), version)


def _find(filterset: ProgramFilter, version: str) -> Found:
    first = (filterset.page_number - 1) * PAGE_SIZE
    answer = search.answer(filterset.question, version, first, PAGE_SIZE, MOST_VALUES)
    cards, seen = cards_of(answer.keys, filterset.weekly_hours, version)
    # Without rows nothing tells their version.
    return Found(filterset, answer, cards, seen if answer.keys else version)


@require_safe
def program_list(request: HttpRequest) -> HttpResponse:
    version = kept_pages.version_of(request)
    filterset = ProgramFilter(request.GET, labels_of(version))
    view = _view(filterset)
    canonical = f"{filterset.canonical}&view={view}"
    if filterset.form.errors:
        canonical = request.META.get("QUERY_STRING", "")  # the page says what was wrong

    def make() -> HttpResponse:
        found = find(filterset, version)
        response = _render(request, found, view)
        text = "" if found.answer.count else filterset.asked.get("q") or ""
        counted = text and note_empty_search(text, filterset.question, version)
        kept_pages.may_keep(response, found.version, counted)
        return response

    return kept_pages.answer(request, version, canonical, make)


def _view(filterset: ProgramFilter) -> str:
    view = filterset.query.get("view")
    return view if view in VIEWS else "cards"


def _render(request: HttpRequest, found: Found, view: str) -> HttpResponse:
    filterset, answer, cards, version = found
    paginator = Paginator(range(answer.count), PAGE_SIZE)
    if filterset.page_number > paginator.num_pages:
        first = {"first": changed(filterset.query)}
        return render(request, "catalog/no_such_page.html", first, status=404)
    context: dict[str, Any] = {
        "filterset": filterset,
        "wrong": ByField(
            {name: " ".join(map(str, texts)) for name, texts in filterset.form.errors.items()}
        ),
        "typed": ByField(filterset.typed),
        "cards": cards,
        "page": Page(cards, filterset.page_number, paginator),
        "count": answer.count,
        "terms": taking(filterset.question.terms, answer.corrections),
        "facets": label_facets(filterset, answer),
        "chips": active_chips(filterset),
        "left_out": answer.left_out,
        "ways_out": [] if answer.count else ways_out(filterset, lambda q: search.count(q, version)),
        "prices": _prices(filterset, cards),
        "fits": _fits(filterset, cards),
        "fit_query": urlencode(filterset.person.answers) if filterset.person else "",
        "jsonld": _item_list(request, answer, cards, filterset.page_number),
        "histograms": {
            name: charts.histogram(filterset, name, bars) for name, bars in answer.bars.items()
        },
        **(_chart(filterset, version) if view == "chart" else {}),
        "currencies": filterset.labels.currencies,
        "views": VIEWS,
        "view": view,
        "changed": changed,
    }
    return render(request, "catalog/program_list.html", context)


def _prices(filterset: ProgramFilter, cards: list[Card]) -> dict[int, str]:
    """In the visitor's currency, where that is not the dollar of the cards themselves."""
    if filterset.currency == HOME_CURRENCY:
        return {}
    rate = filterset.labels.rates[filterset.currency]
    return {card.pk: display.cost_in(card, filterset.currency, rate) for card in cards}


def _fits(filterset: ProgramFilter, cards: list[Card]) -> dict[int, Fit]:
    if not filterset.person:
        return {}
    return {
        card.pk: fit(filterset.person, Requirement(card.entry, card.maths, card.programming))
        for card in cards
    }


def _item_list(request: HttpRequest, answer: Answer, cards: list[Card], number: int) -> str:
    address = request.build_absolute_uri()
    first = (number - 1) * PAGE_SIZE + 1
    return jsonld.script(jsonld.list_data(cards, address, answer.count, first))


def _chart(filterset: ProgramFilter, version: str) -> dict[str, Any]:
    """Every program as a mark where they are few enough to be told apart, else counts in cells."""
    question = filterset.question
    answer = search.keys_of(question, version, 0, MOST_MARKS)
    if answer.count > MOST_MARKS:
        return {"grid": charts.grid(filterset, search.cells(question, version))}
    cards, _ = read_cards(answer.keys, filterset.weekly_hours)
    return {"scatter": charts.scatter(cards)}
