"""The questions, each with why it is asked; the page and the API read answers through them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel import Locale
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout, Submit
from django import forms
from django.http import QueryDict
from django.urls import reverse
from django_countries import countries

from advisor.decision.parameters import DEFAULTS
from advisor.decision.situation import CRITERIA, Situation
from catalog.filters import HOURS_IN_A_WEEK, MOST_DOLLARS, MOST_MONTHS, TolerantForm
from catalog.models import Language
from catalog.query import without_empty

ROLES = {
    "ml-engineer": "Machine learning engineer",
    "data-scientist": "Data scientist",
    "data-analyst": "Data analyst",
    "research-scientist": "Research scientist",
    "academic": "Academic, at a university",
    "software-engineer": "Software engineer",
    "manager": "Manager of AI or data work",
    "unsure": "Not sure yet",
}
EDUCATION = {
    "secondary": "Secondary school",
    "bachelor": "Bachelor’s, another field",
    "bachelor-related": "Bachelor’s, related field",
    "master": "Master’s, another field",
    "master-related": "Master’s, related field",
    "doctorate": "Doctorate",
}
SKILLS = {"none": "None", "basic": "Some", "strong": "Strong"}
DELIVERIES = {"online": "Online", "on-campus": "On campus", "any": "Either"}
KEEP_JOB = {"yes": "Yes", "no": "No", "unsure": "Not sure yet"}

# What 0 and 1 on each value scale stand for; the points say how much that distance matters.
ANCHORS = {
    "cost": f"From ${DEFAULTS['cost.worst']:,.0f} spent to nothing spent.",
    "time": f"From {DEFAULTS['time.worst']:.0f} months to no wait at all.",
    "flexibility": "From fixed class times on a campus to any hour, anywhere.",
    "relevance": "From none of the role’s topics to all of them, well practised.",
    "depth": "From no grounding to research level.",
    "scope": f"From one subject to {DEFAULTS['scope.topics']:.0f} or more, well covered.",
    "recognition": "From nothing to show to a doctorate.",
    "network": "From studying alone to a class that meets on a campus.",
}
SWINGS = tuple(f"swing_{criterion}" for criterion in CRITERIA)

# Names the decision uses for an answer, where they differ from the parameter's.
PARAMETERS = {"languages": "language", "entry": "education", "swings": "swing"}

# Accepted and passed on, but not asked: no answer here moves the verdict yet.
UNASKED = ("income", "age", "horizon", "lock")


def choice(label: str, choices: dict[str, str], help_text: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=[("", "No answer"), *choices.items()]
    )


def number(label: str, most: int, help_text: str = "", *, whole: bool = True, **kwargs: Any):
    """From 0 to `most`; anything else gets one answer that says how to put it right."""
    kind = "whole number" if whole else "number"
    errors = dict.fromkeys(
        ("invalid", "min_value", "max_value"), f"Enter a {kind} from 0 to {most:,}."
    )
    field = forms.IntegerField if whole else forms.DecimalField
    return field(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=most,
        error_messages=errors,
        **kwargs,
    )


def language_codes() -> list[tuple[str, str]]:
    """Every two-letter language, so that one without programs is an answer and not a mistake."""
    names = Locale("en").languages
    return sorted((code, name) for code, name in names.items() if len(code) == 2)


class SituationForm(TolerantForm):
    """A visitor's answers, all optional; bad ones are named and dropped."""

    role = choice(
        "Which role do you aim at?",
        ROLES,
        "It sets which topics count, what matters by default, and whether a degree is asked for.",
    )
    education = choice(
        "What is the highest you hold?",
        EDUCATION,
        "It opens and closes doors, and what you already have need not be bought again. Related"
        " means computing, mathematics, statistics or engineering.",
    )
    maths = choice("How much mathematics do you know?", SKILLS, "Some programs expect a lot.")
    programming = choice(
        "How well do you program?", SKILLS, "Some programs expect it from the first day."
    )
    budget = number(
        "What can you spend in all (US$)?",
        MOST_DOLLARS,
        "A limit: what costs more is left out.",
    )
    hours = number(
        "How many hours a week can you study?",
        HOURS_IN_A_WEEK,
        "It turns study hours into months, and rules out classes that ask for more.",
        whole=False,
    )
    months = number(
        "In how many months must you be ready?",
        MOST_MONTHS,
        "A limit: what takes longer is left out.",
    )
    keep_job = choice(
        "Do you keep your job meanwhile?",
        KEEP_JOB,
        "If you do, what asks for more hours than you have is ruled out.",
    )
    country = forms.ChoiceField(
        label="Where do you live?",
        help_text="Campus programs elsewhere are left out. Online ones stay.",
        choices=[("", "No answer"), *countries],
    )
    language = forms.MultipleChoiceField(
        label="Which languages can you study in?",
        help_text="English, if you name none.",
        choices=language_codes,
        widget=forms.CheckboxSelectMultiple,
    )
    delivery = choice(
        "Online or on campus?", DELIVERIES, "A limit: what is not offered that way is left out."
    )
    swing_cost = number("Cost", 100, ANCHORS["cost"])
    swing_time = number("Time", 100, ANCHORS["time"])
    swing_flexibility = number("Flexibility", 100, ANCHORS["flexibility"])
    swing_relevance = number("Relevance", 100, ANCHORS["relevance"])
    swing_depth = number("Depth", 100, ANCHORS["depth"])
    swing_scope = number("Scope", 100, ANCHORS["scope"])
    swing_recognition = number("Recognition", 100, ANCHORS["recognition"])
    swing_network = number("Network", 100, ANCHORS["network"])
    income = number("Income in a year now (US$)", MOST_DOLLARS, widget=forms.HiddenInput)
    age = number("Age", 120, widget=forms.HiddenInput)
    horizon = number("Years to look ahead", 60, widget=forms.HiddenInput)
    lock = forms.MultipleChoiceField(
        label="Answers that cannot change",
        choices=lambda: [(name, name) for name in SituationForm.base_fields if name != "lock"],
        widget=forms.MultipleHiddenInput,
    )

    def __init__(self, data: QueryDict):
        self.query = without_empty(data)
        super().__init__(self.query, use_required_attribute=False)
        for field in self.fields.values():
            field.required = False
        self.is_valid()

    def show_choices(self) -> None:
        """Prepare what only the page needs: languages that have programs, default points."""
        self.fields["language"].widget.choices = list(Language.objects.values_list("code", "name"))
        role = self.cleaned_data.get("role") or "unsure"
        for criterion in CRITERIA:
            points = f"{DEFAULTS[f'swing.{role}.{criterion}']:.0f}"
            self.fields[f"swing_{criterion}"].widget.attrs["placeholder"] = points

    def answers(self) -> dict[str, Any]:
        """Every parameter as the number, word or list of words that was understood."""
        return {name: plain(self.cleaned_data.get(name)) for name in self.fields} | {
            name: self.cleaned_data.get(name) or [] for name in ("language", "lock")
        }

    def to_situation(self) -> Situation:
        answers = self.answers()
        swings = {criterion: answers.pop(f"swing_{criterion}") for criterion in CRITERIA}
        return Situation(
            languages=frozenset(answers.pop("language")),
            lock=frozenset(answers.pop("lock")),
            swings={name: points for name, points in swings.items() if points is not None},
            **answers,
        )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "get"
        helper.form_action = reverse("advisor:result")
        helper.form_id = "answers"
        helper.form_class = "answers"
        # The answer to a bad value comes from one place, with script and without.
        helper.attrs = {"novalidate": True}
        helper.layout = self.layout()
        return helper

    def layout(self) -> Layout:
        return Layout(
            Fieldset("Your goal", "role"),
            Fieldset("Where you start", "education", "maths", "programming"),
            Fieldset("Your limits", "budget", "hours", "months", "keep_job", "delivery", "country"),
            HTML("<details><summary>Languages you can study in</summary>"),
            "language",
            HTML("</details>"),
            HTML(
                '<details id="swings"><summary>What matters to you</summary><p class="help">Give'
                " each the points it deserves: 100 for the step you would take first, half of that"
                " for one worth half as much, 0 for one that does not matter. Empty boxes follow"
                " your role, as shown in grey.</p>"
            ),
            Fieldset("", *SWINGS),
            HTML("</details>"),
            *[name for name in UNASKED if name in self.query],
            Submit("", "Show the verdict", css_class="button", css_id="show"),
        )


def plain(value: Any) -> Any:
    """None for an open answer; a decimal as 8 where it is whole, otherwise as 7.5."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return None if value == "" else value


def parameter(name: str) -> str:
    """The parameter of an answer that the decision names."""
    return PARAMETERS.get(name, name)


def anchor(name: str) -> str | None:
    """Where on the page the question stands that the decision names; None if nothing asks it."""
    name = parameter(name)
    # Inside a folded part, so that following the link unfolds it.
    inner = {"language": "div_id_language", "swing": "id_swing_cost"}
    return inner.get(name) or (f"id_{name}" if name in SituationForm.base_fields else None)
