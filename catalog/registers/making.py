"""Makes a program for each row of a register that speaks of none of ours."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from catalog.models import MovedSlug, Program
from catalog.models.programs import outcome_columns, search_words
from catalog.registers import bulk
from catalog.registers.known import Columns, Known
from catalog.registers.providers import Providers, first_free, with_ending
from catalog.registers.records import Record
from catalog.vocabulary import SourceKind

# What a record says of its program in columns of the same name.
DESCRIBED = (
    *("title", "credential", "field", "delivery", "pace", "entry", "maths", "programming"),
    *("status", "url", "notes"),
)
BLANK: dict[str, Any] = {
    each.attname: each.get_default() for each in Program._meta.concrete_fields if not each.generated
}


def make_programs(records: list[Record], known: Known, providers: Providers) -> list[int]:
    """Insert a program for each record, with all that belongs to it; gives their keys."""
    providers.find(record.provider for record in records)
    keys = bulk.new_keys(Program, len(records))
    slugs = _slugs(records, keys, providers)
    programs, facts, outcomes = [], [], []
    for key, slug, record in zip(keys, slugs, records, strict=True):
        own_facts, outcome = known.facts(record, key), known.outcome(record, key)
        facts += own_facts
        outcomes += [outcome] if outcome else []
        programs.append(
            {
                **BLANK,
                "id": key,
                "slug": slug,
                **_description(record, known, providers),
                **known.figures(own_facts, known.today),
                **outcome_columns(outcome),
            }
        )
    bulk.insert(Program, programs)
    bulk.insert_new(facts)
    bulk.insert_new(outcomes)
    _link(keys, records, known)
    return keys


def _link(keys: list[int], records: list[Record], known: Known) -> None:
    """Topics and languages."""
    topics, languages = [], []
    for key, record in zip(keys, records, strict=True):
        topics += [{"program_id": key, "topic_id": known.topics[t].pk} for t in record.topics]
        languages += [{"program_id": key, "language_id": code} for code in record.languages]
    bulk.insert(Program.topics.through, topics)
    bulk.insert(Program.languages.through, languages)


def _description(record: Record, known: Known, providers: Providers) -> Columns:
    provider = providers[record.provider]
    names = [provider.name, *sorted(known.topics[slug].name for slug in record.topics)]
    return {
        **{name: str(getattr(record, name)) for name in DESCRIBED},
        "provider_id": provider.pk,
        "source_id": known.source.pk,
        "source_kind": SourceKind.OFFICIAL.value,
        "checked_on": known.today,
        "changed_at": known.now,
        "title_key": record.title.casefold(),
        **search_words(record.title, record.credential, names),
    }


def _slugs(records: list[Record], keys: list[int], providers: Providers) -> list[str]:
    """Title and provider; where that is taken, the register's key with them."""
    titles = [slugify(each.title.replace("/", " ")) for each in records]
    names = [providers[each.provider].slug for each in records]
    wanted = [f"{title}-{name}" for title, name in zip(titles, names, strict=True)]
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
