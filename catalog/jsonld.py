"""Programs in the words of schema.org, for search engines and anyone who reads pages by machine.

What nobody published is left out. `tests/schemas/schema-org.json` says which words may stand where.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol
from urllib.parse import urljoin

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from catalog.models import Program
from catalog.vocabulary import Basis, Credential, Delivery, Entry

CONTEXT = "https://schema.org"
COURSES = (Credential.CERTIFICATE_COURSE, Credential.SPECIALIZATION, Credential.NANODEGREE)
MODES: dict[str, str] = {
    Delivery.ONLINE: "online",
    Delivery.ON_CAMPUS: "onsite",
    Delivery.HYBRID: "blended",
    Delivery.TEST_CENTRE: "onsite",
}


class Listed(Protocol):
    """A program as a list has it: the model or a card."""

    @property
    def title(self) -> str: ...

    def get_absolute_url(self) -> str: ...


def script(data: dict[str, Any]) -> Markup:
    """The data as the content of a script element; no text in it can end the element."""
    return htmlsafe_json_dumps(data, ensure_ascii=False)


def list_data(programs: Iterable[Listed], address: str, count: int, first: int) -> dict[str, Any]:
    """One page of `count` programs as an ItemList; `first` is the place of its first, from 1.

    `address` is the absolute address of the page.
    """
    root = urljoin(address, "/").rstrip("/")
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "url": root + program.get_absolute_url(),
            "name": program.title,
        }
        for place, program in enumerate(programs, first)
    ]
    return {
        "@context": CONTEXT,
        "@type": "ItemList",
        "url": address,
        "numberOfItems": count,
        "itemListElement": items,
    }


def program_data(program: Program, address: str) -> dict[str, Any]:
    """A Course for what is taught as one, otherwise an EducationalOccupationalProgram."""
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Course" if program.credential in COURSES else "EducationalOccupationalProgram",
        "@id": address,
        "url": address,
        "name": program.title,
        "provider": _provider(program, address),
    }
    if program.notes:
        data["description"] = program.notes
    if program.url:
        data["sameAs"] = program.url
    if program.cost_min_usd is not None:
        data["offers"] = _offer(program)
    return data | (_course(program) if program.credential in COURSES else _program(program))


def _provider(program: Program, address: str) -> dict[str, Any]:
    provider = program.provider
    data: dict[str, Any] = {
        "@type": "Organization",
        "name": provider.name,
        "url": urljoin(address, provider.get_absolute_url()),
    }
    if provider.country:
        data["address"] = {"@type": "PostalAddress", "addressCountry": str(provider.country)}
    return data


def _offer(program: Program) -> dict[str, Any]:
    offer: dict[str, Any] = {
        "@type": "Offer",
        "price": str(program.cost_min),
        "priceCurrency": program.cost_currency,
        "category": Basis(program.cost_basis).label,
    }
    if program.cost_max is not None and program.cost_max != program.cost_min:
        offer["priceSpecification"] = {
            "@type": "PriceSpecification",
            "minPrice": str(program.cost_min),
            "maxPrice": str(program.cost_max),
            "priceCurrency": program.cost_currency,
        }
    return offer


def _award(program: Program) -> dict[str, Any]:
    """What is awarded: by an exam for an occupation, by anything else for an education."""
    if not program.awards:
        return {}
    is_exam = program.credential == Credential.CERTIFICATION_EXAM
    name = "occupationalCredentialAwarded" if is_exam else "educationalCredentialAwarded"
    credential = {
        "@type": "EducationalOccupationalCredential",
        "credentialCategory": program.get_credential_display(),
    }
    return {name: credential}


def _course(program: Program) -> dict[str, Any]:
    instance: dict[str, Any] = {"@type": "CourseInstance"}
    if program.delivery in MODES:
        instance["courseMode"] = MODES[program.delivery]
    if program.effort_min is not None:
        instance["courseWorkload"] = f"PT{int(program.effort_min)}H"
    data: dict[str, Any] = {
        "about": [topic.name for topic in program.topics.all()],
        "hasCourseInstance": instance,
    }
    if languages := [language.code for language in program.languages.all()]:
        data["inLanguage"] = languages
    return data | _award(program)


def _program(program: Program) -> dict[str, Any]:
    data: dict[str, Any] = {"programType": program.get_credential_display()} | _award(program)
    if program.entry != Entry.UNKNOWN:
        data["programPrerequisites"] = program.get_entry_display()
    if program.delivery in MODES:
        data["educationalProgramMode"] = MODES[program.delivery]
    if program.duration_min is not None:
        data["timeToComplete"] = iso_duration(program.duration_min)
    if program.pay_1_year is not None:
        data["salaryUponCompletion"] = _salary(program.pay_1_year)
    return data


def _salary(median: int) -> dict[str, Any]:
    return {
        "@type": "MonetaryAmountDistribution",
        "name": "Median pay one year after finishing",
        "currency": "USD",
        "duration": "P1Y",
        "median": median,
    }


def iso_duration(months: Decimal) -> str:
    """Months as an ISO 8601 duration: P24M, or in days where they are not whole."""
    if months == int(months):
        return f"P{int(months)}M"
    return f"P{max(1, round(months * 365 / 12))}D"
