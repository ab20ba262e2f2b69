"""Programs in the words of schema.org, for search engines and anyone who reads pages by machine."""

from __future__ import annotations

from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from catalog.models import Program
from catalog.vocabulary import Basis, Credential, Delivery

COURSES = (Credential.CERTIFICATE_COURSE, Credential.SPECIALIZATION, Credential.NANODEGREE)
MODES: dict[str, str] = {
    Delivery.ONLINE: "online",
    Delivery.ON_CAMPUS: "onsite",
    Delivery.HYBRID: "blended",
    Delivery.TEST_CENTRE: "onsite",
}


def script(data: dict[str, Any]) -> Markup:
    """The data as the content of a script element; no text in it can end the element."""
    return htmlsafe_json_dumps(data, ensure_ascii=False)


def program_data(program: Program, address: str) -> dict[str, Any]:
    """A Course for what is taught as one, otherwise an EducationalOccupationalProgram."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course" if program.credential in COURSES else "EducationalOccupationalProgram",
        "@id": address,
        "url": address,
        "name": program.title,
        "provider": {"@type": "Organization", "name": program.provider.name},
    }
    if languages := [language.code for language in program.languages.all()]:
        data["inLanguage"] = languages
    if program.notes:
        data["description"] = program.notes
    if program.url:
        data["sameAs"] = program.url
    if program.cost_min_usd is not None:
        data["offers"] = _offer(program)
    return data | (_course(program) if program.credential in COURSES else _program(program))


def _offer(program: Program) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "price": str(program.cost_min),
        "priceCurrency": program.cost_currency,
        "category": Basis(program.cost_basis).label,
    }


def _award(program: Program) -> dict[str, str]:
    return {
        "@type": "EducationalOccupationalCredential",
        "credentialCategory": program.get_credential_display(),
    }


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
    return data | ({"educationalCredentialAwarded": _award(program)} if program.awards else {})


def _program(program: Program) -> dict[str, Any]:
    data: dict[str, Any] = {"programPrerequisites": program.get_entry_display()}
    if program.awards:
        data["educationalCredentialAwarded"] = _award(program)
    if program.delivery in MODES:
        data["educationalProgramMode"] = MODES[program.delivery]
    if program.duration_min is not None:
        data["timeToComplete"] = f"P{max(1, round(program.duration_min))}M"
    return data
