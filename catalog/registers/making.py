"""Makes a program for each row of a register that speaks of none of ours."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from catalog.models import Fact, MovedSlug, Outcome, Program
from catalog.models.programs import search_words
from catalog.registers import bulk
from catalog.registers.known import Columns, Known, shown
from catalog.registers.providers import Providers, first_free, with_ending
from catalog.registers.records import Record
from catalog.vocabulary import SourceKind

# What a record says of its program in columns of the same name.
DESCRIBED = (
    *("title", "credential", "field", "delivery", "pace", "entry", "maths", "programming"),
    *("status", "url", "notes"),
)
FACT_COLUMNS = tuple(each.attname for each in Fact._meta.concrete_fields if each.name != "id")
BLANK: dict[str, Any] = {
    each.attname: each.get_default() for each in Program._meta.concrete_fields if not each.generated
}


def make_programs(records: list[Record], known: Known, providers: Providers) -> list[int]:
    """Insert a program for each record, with all that belongs to it; gives their keys."""
    providers.find(record.provider for record in records)
    keys = bulk.new_keys(Program, len(records))
    slugs = _slugs(records, keys, providers)
    facts = [known.facts(record, key) for key, record in zip(keys, records, strict=True)]
    made = zip(keys, slugs, records, facts, strict=True)
    bulk.insert(
        Program,
        [
            {**BLANK, "id": key, "slug": slug} | _columns(record, own, known, providers)
            for key, slug, record, own in made
        ],
    )
    insert_facts([fact for own in facts for fact in own])
    _insert_outcomes_and_links(keys, records, known)
    return keys


def _insert_outcomes_and_links(keys: list[int], records: list[Record], known: Known) -> None:
    outcomes, topics, languages = [], [], []
    for key, record in zip(keys, records, strict=True):
        if record.outcome:
            outcomes.append(known.outcome(record, key))
        topics += [{"program_id": key, "topic_id": known.topics[t].pk} for t in record.topics]
        languages += [{"program_id": key, "language_id": code} for code in record.languages]
    bulk.insert(Outcome, outcomes)
    bulk.insert(Program.topics.through, topics)
    bulk.insert(Program.languages.through, languages)


def insert_facts(facts: list[Fact]) -> None:
    bulk.insert(Fact, [{name: getattr(fact, name) for name in FACT_COLUMNS} for fact in facts])


def _columns(record: Record, facts: list[Fact], known: Known, providers: Providers) -> Columns:
    provider = providers[record.provider]
    names = [provider.name, *sorted(known.topics[slug].name for slug in record.topics)]
    return {
        **{name: str(getattr(record, name)) for name in DESCRIBED},
        "provider_id": provider.pk,
        "source_id": known.source.pk,
        "source_kind": SourceKind.OFFICIAL.value,
        "checked_on": known.today,
        "updated_on": known.today,
        "changed_at": known.now,
        "title_key": record.title.casefold(),
        **search_words(record.title, record.credential, names),
        **(known.figures(facts) if facts else {}),
        **(shown(record.outcome.columns()) if record.outcome else {}),
    }


def _slugs(records: list[Record], keys: list[int], providers: Providers) -> list[str]:
    """Title and provider; where that is taken, the register's key with them."""
    wanted = [f"{slugify(each.title)}-{providers[each.provider].slug}" for each in records]
    endings = [(slugify(each.key), str(key)) for each, key in zip(records, keys, strict=True)]
    possible = [first_free(slug, (), set()) for slug in wanted]
    possible += [
        with_ending(slug, of_key) for slug, (of_key, _) in zip(possible, endings, strict=True)
    ]
    taken = {
        slug
        for model in (Program, MovedSlug)
        for slug in model._default_manager.filter(slug__in=possible).values_list("slug", flat=True)
    }
    slugs = []
    for slug, more in zip(wanted, endings, strict=True):
        slugs.append(first_free(slug, more, taken))
        taken.add(slugs[-1])
    return slugs
