"""A program in the Credential Transparency Description Language (CTDL), as JSON-LD.

The terms are those of credreg.net/ctdl; `tests/schemas/ctdl.json` says which may stand where. What
nobody published is left out. A CTID is left out too: only the registry gives one to an owner.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe
from django_countries import countries

from catalog import display
from catalog.columns import WHAT_IS_MEASURED
from catalog.export import about_data, open_to_all
from catalog.jsonld import iso_duration
from catalog.models import Fact, MovedSlug, Outcome, Program, Source
from catalog.vocabulary import (
    MONEY_KINDS,
    Audience,
    Basis,
    Credential,
    Delivery,
    Entry,
    FactKind,
    Skill,
    Status,
)

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
TERMS = "https://credreg.net/ctdl/terms/"

CLASSES: dict[str, str] = {
    Credential.CERTIFICATION_EXAM: "ceterms:Certification",
    Credential.CERTIFICATE_COURSE: "ceterms:CertificateOfCompletion",
    Credential.SPECIALIZATION: "ceterms:CertificateOfCompletion",
    Credential.NANODEGREE: "ceterms:CertificateOfCompletion",
    Credential.BOOTCAMP: "ceterms:CertificateOfCompletion",
    Credential.MICROMASTERS: "ceterms:MicroCredential",
    Credential.UNDERGRADUATE_CERTIFICATE: "ceterms:Certificate",
    Credential.GRADUATE_CERTIFICATE: "ceterms:Certificate",
    Credential.EXECUTIVE_CERTIFICATE: "ceterms:Certificate",
    Credential.DIPLOMA: "ceterms:Diploma",
    Credential.ASSOCIATE: "ceterms:AssociateDegree",
    Credential.BACHELOR: "ceterms:BachelorDegree",
    Credential.MASTER: "ceterms:MasterDegree",
    Credential.DOCTORATE: "ceterms:DoctoralDegree",
}
# What awards nothing is no credential.
AWARDS_NOTHING = "ceterms:LearningOpportunityProfile"
LEVELS: dict[str, str] = {
    Credential.ASSOCIATE: "audLevel:AssociatesDegreeLevel",
    Credential.BACHELOR: "audLevel:BachelorsDegreeLevel",
    Credential.MASTER: "audLevel:MastersDegreeLevel",
    Credential.DOCTORATE: "audLevel:DoctoralDegreeLevel",
}
DELIVERIES: dict[str, str] = {
    Delivery.ONLINE: "deliveryType:OnlineOnly",
    Delivery.ON_CAMPUS: "deliveryType:InPerson",
    Delivery.TEST_CENTRE: "deliveryType:InPerson",
    Delivery.HYBRID: "deliveryType:BlendedDelivery",
}
# A cost that is neither plain tuition nor an exam's fee is the sum of what must be paid.
COST_TYPES: dict[str, str] = {
    FactKind.APPLICATION_FEE: "costType:Application",
    FactKind.RETAKE_FEE: "costType:ReexaminationFee",
    FactKind.RENEWAL_FEE: "costType:RenewalFee",
    Basis.TUITION: "costType:Tuition",
    Basis.TUITION_ESTIMATE: "costType:Tuition",
    Basis.EXAM_FEE: "costType:StandaloneAssessment",
}
WHOLE_COST = "costType:AggregateCost"
PAY_AFTER_MONTHS = {"pay_1_year": 12, "pay_4_years": 48}

Data = dict[str, Any]


@require_safe
def program_ctdl(request: HttpRequest, slug: str) -> HttpResponse:
    program = Program.objects.for_cards().filter(slug=slug).first()
    if program is None:
        now = get_object_or_404(MovedSlug, slug=slug).program
        return open_to_all(redirect("catalog:program-ctdl", now.slug, permanent=True))
    data = ctdl_data(program, request.build_absolute_uri("/")[:-1])
    return open_to_all(JsonResponse(data, content_type="application/ld+json"), about_data())


def ctdl_data(program: Program, root: str) -> Data:
    """The program; `root` is the address of this site without the last slash."""
    address = root + program.get_absolute_url()
    facts = list(program.facts.current().select_related("source").order_by("kind", "audience"))
    outcome = program.outcomes.current().select_related("release__source").first()
    data = {
        "@context": CONTEXT,
        "@type": CLASSES[program.credential] if program.awards else AWARDS_NOTHING,
        "@id": address,
        "ceterms:name": _text(program.title),
        "ceterms:description": _text(program.notes),
        "ceterms:subjectWebpage": program.url or address,
        "ceterms:ownedBy": [_owner(program, root)],
        "ceterms:inLanguage": [language.code for language in program.languages.all()],
        "ceterms:subject": [
            {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": _text(name)}
            for name in sorted(topic.name for topic in program.topics.all())
        ],
        "ceterms:instructionalProgramType": _field(program),
        "ceterms:requires": _requirements(program),
        "ceterms:isAdvancedStandingFor": [
            _leads_to(link, root) for link in program.stacks_into.select_related("second")
        ],
        "ceterms:estimatedCost": [_cost(fact) for fact in facts if fact.kind in MONEY_KINDS],
        "ceterms:estimatedDuration": [
            _duration(fact) for fact in facts if fact.kind == FactKind.DURATION
        ],
        "ceterms:aggregateData": _outcomes(outcome) if outcome else [],
    }
    data |= _kind(program, facts)
    return _known(data)


def _known(data: Data) -> Data:
    return {term: value for term, value in data.items() if value}


def _kind(program: Program, facts: list[Fact]) -> Data:
    """What credentials have and learning opportunities call otherwise, or lack."""
    delivery = _concepts("Delivery", DELIVERIES.get(program.delivery))
    is_over = program.status == Status.RETIRED
    if not program.awards:
        state = "lifeCycle:Ceased" if is_over else "lifeCycle:Active"
        return {
            "ceterms:deliveryType": delivery,
            "ceterms:lifeCycleStatusType": _concept("LifeCycleStatus", state),
        }
    state = "credentialStat:Deprecated" if is_over else "credentialStat:Active"
    years = [fact.low for fact in facts if fact.kind == FactKind.VALIDITY and fact.low]
    return {
        "ceterms:learningDeliveryType": delivery,
        "ceterms:credentialStatusType": _concept("CredentialStatus", state),
        "ceterms:audienceLevelType": _concepts("AudienceLevel", LEVELS.get(program.credential)),
        "ceterms:renewalFrequency": iso_duration(years[0] * 12) if years else None,
    }


def _text(text: str) -> Data | None:
    """A text by language; the catalog is written in English."""
    return {"en": text} if text else None


def _concept(scheme: str, concept: str) -> Data:
    return {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:framework": f"{TERMS}{scheme}",
        "ceterms:targetNode": concept,
    }


def _concepts(scheme: str, concept: str | None) -> list[Data]:
    return [_concept(scheme, concept)] if concept else []


def _owner(program: Program, root: str) -> Data:
    provider = program.provider
    place = {
        "@type": "ceterms:Place",
        "ceterms:addressCountry": _text(countries.name(str(provider.country))),
        "ceterms:addressRegion": _text(provider.region),
        "ceterms:addressLocality": _text(provider.city),
    }
    return {
        "@type": "ceterms:CredentialOrganization",
        "@id": root + provider.get_absolute_url(),
        "ceterms:name": _text(provider.name),
        "ceterms:address": [_known(place)],
    }


def _field(program: Program) -> list[Data]:
    """The US classification of instructional programs; other classifications have no term."""
    scheme, _, code = program.field.partition(":")
    if scheme != "cip":
        return []
    return [
        {
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:frameworkName": _text("Classification of Instructional Programs"),
            "ceterms:codedNotation": f"{code[:2]}.{code[2:]}",
        }
    ]


def _requirements(program: Program) -> list[Data]:
    parts = []
    if program.entry != Entry.UNKNOWN:
        parts.append(f"To be held: {program.get_entry_display()}")
    for subject in ("maths", "programming"):
        if getattr(program, subject) != Skill.UNKNOWN:
            level = getattr(program, f"get_{subject}_display")()
            parts.append(f"{subject} on the first day: {level}".capitalize())
    if not parts:
        return []
    return [
        {"@type": "ceterms:ConditionProfile", "ceterms:description": _text(". ".join(parts) + ".")}
    ]


def _leads_to(link, root: str) -> Data:
    profile = {
        "@type": "ceterms:ConditionProfile",
        "ceterms:description": _text(link.note),
        "ceterms:targetCredential": [root + link.second.get_absolute_url()],
    }
    return _known(profile)


def _cost(fact: Fact) -> Data:
    """`ceterms:price` is the lowest; the range, whom it is for and when are in the description."""
    concept = COST_TYPES.get(fact.kind) or COST_TYPES.get(fact.basis) or WHOLE_COST
    profile: Data = {
        "@type": "ceterms:CostProfile",
        "ceterms:name": _text(fact.get_kind_display()),
        "ceterms:description": _text(
            f"{display.fact_value(fact)} for {Audience(fact.audience).label}, {_held(fact)}"
        ),
        "ceterms:currency": fact.unit,
        "ceterms:directCostType": [_concept("CostType", concept)],
    }
    if fact.low is not None:
        profile["ceterms:price"] = float(fact.low)
    return profile | _details("ceterms:costDetails", fact.source)


def _held(fact: Fact) -> str:
    checked = f"checked on {display.date(fact.checked_on)}"
    return f"price of {fact.as_of}, {checked}" if fact.as_of else f"year not stated, {checked}"


def _details(term: str, source: Source | None) -> Data:
    return {term: source.url} if source else {}


def _duration(fact: Fact) -> Data:
    ends = {
        name: iso_duration(months)
        for name, months in (("minimum", fact.low), ("maximum", fact.high))
        if months is not None
    }
    if len(ends) == 2 and fact.low == fact.high:
        ends = {"exact": ends["minimum"]}
    return {
        "@type": "ceterms:DurationProfile",
        **{f"ceterms:{name}Duration": value for name, value in ends.items()},
    }


def _outcomes(outcome: Outcome) -> list[Data]:
    profiles = []
    if outcome.graduates is not None:
        about = _aggregate(outcome, "graduates")
        profiles.append(about | {"ceterms:numberAwarded": outcome.graduates})
    for measure, months in PAY_AFTER_MONTHS.items():
        if (pay := getattr(outcome, measure)) is not None:
            profiles.append(
                _aggregate(outcome, measure)
                | {
                    "ceterms:currency": "USD",
                    "ceterms:medianEarnings": pay,
                    "ceterms:postReceiptMonths": months,
                }
            )
    return profiles


def _aggregate(outcome: Outcome, measure: str) -> Data:
    profile = {
        "@type": "ceterms:AggregateDataProfile",
        "ceterms:name": _text(WHAT_IS_MEASURED[measure]),
        "ceterms:description": _text(outcome.release.cohorts.get(measure, "")),
    }
    return _known(profile) | _details("ceterms:source", outcome.release.source)
