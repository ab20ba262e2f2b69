"""What follows when a curator decides on a doubtful pair."""

from __future__ import annotations

from django.db import transaction

from catalog.models import Decision, DoubtfulPair, MovedSlug, Program


@transaction.atomic
def unite(pair: DoubtfulPair) -> Program:
    """Make one program of two: the curated one, with what only the imported one had.

    Its rows of registers, its outcomes, and its figures of kinds that ours lacks move over; its
    address leads to ours from now on. Gives the program that stays.
    """
    ours, imported = pair.curated, pair.entry.program
    kinds = ours.facts.current().values_list("kind", flat=True)
    imported.facts.exclude(kind__in=list(kinds)).update(program=ours)
    if not ours.outcomes.current().exists():
        imported.outcomes.update(program=ours)
    _decide_rest(pair)
    imported.entries.update(program=ours, made_program=False)
    imported.moved_slugs.update(program=ours)
    MovedSlug.objects.create(slug=imported.slug, program=ours)
    imported.delete()
    ours.refresh_figures()
    ours.refresh_outcomes()
    return ours


def _decide_rest(pair: DoubtfulPair) -> None:
    """A row that speaks of one of our programs speaks of no other."""
    others = DoubtfulPair.objects.filter(entry__program=pair.entry.program).exclude(pk=pair.pk)
    others.filter(decision=Decision.OPEN).update(decision=Decision.DIFFERENT)
    pair.decision = Decision.SAME
    pair.save()
