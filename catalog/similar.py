"""Programs much like one program, to look at next or to put beside it."""

from __future__ import annotations

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from catalog.models import Program
from catalog.querysets import by_title
from catalog.vocabulary import Status


def similar_programs(program: Program, *, any_path: bool = False) -> QuerySet[Program]:
    """Current programs of its path, or of any: the same credential first.

    Where the field of study is known, those of the same field, its own state before the rest of
    its country; otherwise those that share a topic, most shared topics first.
    """
    # Not `current`: SQLite would read every program by its status instead of the few by theirs.
    others = Program.objects.exclude(status=Status.RETIRED).exclude(pk=program.pk)
    if not any_path:
        others = others.filter(path=program.path)
    if program.field:
        others = others.filter(field=program.field).annotate(likeness=_nearness(program))
    else:
        shared = [topic.pk for topic in program.topics.all()]
        sharing = Program.topics.through.objects.filter(topic__in=shared).values("program")
        others = others.filter(pk__in=sharing, topics__in=shared)
        others = others.annotate(likeness=Count("topics"))
    same = Case(When(credential=program.credential, then=1), default=0)
    return others.annotate(same=same).order_by("-same", "-likeness", *by_title())


def _nearness(program: Program) -> Case:
    provider = program.provider
    here = {"provider__country": provider.country, "provider__region": provider.region}
    return Case(
        When(**here, then=2),
        When(provider__country=provider.country, then=1),
        default=Value(0),
        output_field=IntegerField(),
    )
