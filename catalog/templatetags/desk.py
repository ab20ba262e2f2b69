"""What the first page of the desk shows to a curator."""

from django import template
from django.urls import reverse

from catalog.models import Decision, DoubtfulPair, Fact, Program
from catalog.vocabulary import SourceKind

register = template.Library()


@register.simple_tag
def what_needs_attention() -> list[dict[str, object]]:
    """What there is some of in programs that are not retired: count, label, list that shows it."""
    current = Fact.objects.current().filter(program__in=Program.objects.current())
    unverified = current.filter(source_kind=SourceKind.UNVERIFIED)
    undecided = DoubtfulPair.objects.filter(decision=Decision.OPEN)
    unpriced = Program.objects.current().filter(cost_min=None, cost_max=None)
    offered = "status__in=open,closing"
    facts = reverse("admin:catalog_fact_changelist") + f"?state=current&program__{offered}"
    programs = reverse("admin:catalog_program_changelist") + f"?{offered}"
    pairs = reverse("admin:catalog_doubtfulpair_changelist") + f"?decision__exact={Decision.OPEN}"
    rows = [
        (current.old(), "old figures", f"{facts}&age=old"),
        (unverified, "unverified figures", f"{facts}&source_kind__exact=unverified"),
        (unpriced, "programs without a published cost", f"{programs}&cost=unpublished"),
        (undecided, "pairs that may be one program", pairs),
    ]
    counted = [(found.count(), label, url) for found, label, url in rows]
    return [{"count": n, "label": label, "url": url} for n, label, url in counted if n]
