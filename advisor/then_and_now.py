"""What an old address showed: the verdict as it was, and what has changed since."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Min
from django.utils import timezone

from advisor.candidates import read_market
from advisor.decision.decide import decide
from advisor.decision.parameters import RULES_VERSION, Parameter, Parameters
from advisor.decision.program import Candidate
from advisor.decision.situation import CHANGEABLE, Situation
from advisor.decision.verdict import Decision
from advisor.evidence import Method, method_at
from catalog import display
from catalog.filters import TolerantForm
from catalog.models import Fact
from catalog.vocabulary import Audience, FactKind

FORMAT = "%Y-%m-%dT%H:%M:%SZ"

# The kinds of facts that a verdict and its money rest on.
KINDS = (
    FactKind.COST,
    FactKind.MONTHLY_PRICE,
    FactKind.APPLICATION_FEE,
    FactKind.RETAKE_FEE,
    FactKind.RENEWAL_FEE,
    FactKind.DURATION,
    FactKind.EFFORT,
    FactKind.WEEKLY_HOURS,
    FactKind.VALIDITY,
    FactKind.CREDITS,
)

NOT_KEPT = (
    "Kept are the figures of programs and the parameters of the method. Exchange rates, links"
    " between programs, and what a program teaches, asks for and is open to are as they are today."
)


def written(moment: datetime.datetime) -> str:
    """Such as 2026-11-22T19:40:00Z; whole seconds, the rest dropped."""
    return moment.astimezone(datetime.UTC).strftime(FORMAT)


class MomentField(forms.CharField):
    """A past moment in UTC, from when on figures are kept."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            moment = datetime.datetime.strptime(text, FORMAT).replace(tzinfo=datetime.UTC)
        except ValueError:
            raise ValidationError("Not a moment such as 2026-11-22T19:40:00Z.") from None
        if moment > timezone.now():
            raise ValidationError("This moment lies in the future.")
        first = Fact.objects.aggregate(first=Min("recorded_at"))["first"]
        if first is None or just_after(moment) <= first:
            raise ValidationError("No figures are kept from that time.")
        return moment


def just_after(moment: datetime.datetime) -> datetime.datetime:
    """The end of the second that an address names, so that all it could have shown is in."""
    return moment + datetime.timedelta(seconds=1)


class MomentForm(TolerantForm):
    at = MomentField(required=False, label="When this address was made")


@dataclass(frozen=True)
class Change:
    """A figure behind the verdict that is not what it was; `source` is today's, in words."""

    name: str
    was: str
    now: str
    source: str
    source_url: str


@dataclass(frozen=True)
class ThenAndNow:
    """The verdict at a moment beside today's; `rules_changed` if other code decided then."""

    at: datetime.datetime
    then: Decision
    now: Decision
    method: Method
    changes: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        """Whether the same option leads, as strongly."""
        return answer(self.then) == answer(self.now)

    @property
    def rules_changed(self) -> bool:
        version = self.method.version
        return version is not None and version.rules != RULES_VERSION

    @property
    def not_kept(self) -> str:
        return NOT_KEPT


def answer(decision: Decision) -> tuple[str, str]:
    return decision.verdict.option, decision.verdict.strength


def then_and_now(at: datetime.datetime, now: Decision, method: Method) -> ThenAndNow:
    """Decide again with the figures and parameters of that moment, for the same person."""
    before = just_after(at)
    old_method, market = method_at(before), read_market(before)
    situation = replace(now.situation, lock=CHANGEABLE)
    then = decide(situation, market.programs, market.links, old_method.parameters)
    programs = {program.slug: program for each in (then, now) for program in named(each)}
    changes = (
        *fact_changes(programs, before),
        *parameter_changes(
            old_method.parameters, method.parameters, now.situation, [*programs.values()]
        ),
    )
    return ThenAndNow(at, then, now, old_method, changes)


def named(decision: Decision) -> Iterator[Candidate]:
    """The programs that stand for the options."""
    for option in decision.options:
        for shown in option.programs:
            yield from shown.plan.programs


def fact_changes(slugs: Iterable[str], before: datetime.datetime) -> Iterator[Change]:
    """Facts of these programs that are not what they were just before that moment."""
    facts = Fact.objects.filter(program__slug__in=slugs, kind__in=KINDS)
    facts = facts.select_related("program", "source")
    old = {(fact.program_id, fact.kind, fact.audience): fact for fact in facts.standing_at(before)}
    new = {(fact.program_id, fact.kind, fact.audience): fact for fact in facts.current()}
    known = facts.filter(recorded_at__lt=before).order_by()
    listed = set(known.values_list("program", flat=True).distinct())
    # By title, kind and audience rather than by key, whose order says nothing.
    for key in sorted({**old, **new}, key=lambda key: (str((old | new)[key].program), *key[1:])):
        change = fact_change(old.get(key), new.get(key), key[0] in listed)
        if change.was != change.now:
            yield change


def fact_change(was: Fact | None, now: Fact | None, was_listed: bool) -> Change:
    fact = now or was
    assert fact is not None  # one of the two is there
    missing = display.NOT_PUBLISHED if was_listed else "not listed yet"
    whom = "" if fact.audience == Audience.ALL else f" ({fact.get_audience_display().lower()})"
    return Change(
        name=f"{fact.program}: {fact.get_kind_display().lower()}{whom}",
        was=display.fact_value(was) if was else missing,
        now=display.fact_value(now) if now else display.NOT_PUBLISHED,
        source=f"{fact.source or fact.get_source_kind_display()}, {fact.as_of or 'year unknown'}",
        source_url=fact.source.url if fact.source else "",
    )


def parameter_changes(
    old: Parameters, new: Parameters, situation: Situation, programs: list[Candidate]
) -> Iterator[Change]:
    """Parameters of another value or range than then, as far as they concern this answer."""
    for name, record in new.records.items():
        before = old.records[name]
        if figures(record) != figures(before) and concerns(name, situation, programs):
            yield Change(
                name=f"Parameter {name}",
                was=parameter_text(before),
                now=parameter_text(record),
                source=f"{record.source}, {day(record.on)}",
                source_url=record.source_url,
            )


def day(iso: str) -> str:
    return display.date(datetime.date.fromisoformat(iso))


def figures(record: Parameter) -> tuple[float, float, float]:
    return record.value, record.low, record.high


def parameter_text(record: Parameter) -> str:
    return f"{record.value:,g} ({record.low:,g} to {record.high:,g}) {record.unit}"


def concerns(name: str, situation: Situation, programs: list[Candidate]) -> bool:
    """Whether the answer may rest on a parameter: not on those of other roles, of another
    education, or of credentials and deliveries that no named program has."""
    first, *rest = name.split(".")
    role, education = situation.role or "unsure", situation.education or "bachelor"
    if first == "topic":
        return rest[0] == role
    if first == "swing":
        return rest[0] == role and rest[1] not in situation.swings
    if first == "held":
        skills = [f"{skill}.{getattr(situation, skill)}" for skill in ("maths", "programming")]
        return rest[0] == education or ".".join(rest[:2]) in skills
    if first in ("kind", "recognition"):
        return rest[0] in {program.credential for program in programs}
    if first == "depth":
        return rest[0] in {program.depth for program in programs}
    if first == "credit-hours":
        return rest[0] in {program.credit_unit for program in programs}
    if first == "flexibility" and len(rest) == 2:
        return tuple(rest) in {(program.delivery, program.pace) for program in programs}
    if first == "network" and len(rest) == 2:
        return tuple(rest) in {(program.path, program.delivery) for program in programs}
    return True
