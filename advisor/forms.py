"""The questions, each with why it is asked; the page and the API read answers through them."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from babel import Locale
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout, Submit
from django import forms
from django.http import QueryDict
from django.urls import reverse
from django_countries import countries

from advisor.decision.funding import Funding
from advisor.decision.parameters import Parameters
from advisor.decision.situation import CRITERIA, Situation
from catalog import display
from catalog.filters import HOURS_IN_A_WEEK, MOST_DOLLARS, MOST_MONTHS, TolerantForm
from catalog.fit import EDUCATION, SKILLS
from catalog.models import ExchangeRate, Language
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
DELIVERIES = {"online": "Online", "on-campus": "On campus", "any": "Either"}
KEEP_JOB = {"yes": "Yes", "no": "No", "unsure": "Not sure yet"}
LOANS = {"yes": "Yes, all that is left to me", "no": "No, I pay as I go"}

# The points say how much the distance on each value scale matters.
ANCHORS = {
    "cost": "From ${worst_cost:,.0f} spent to nothing spent.",
    "time": "From {worst_time:.0f} months to no wait at all.",
    "flexibility": "From fixed class times on a campus to any hour, anywhere.",
    "relevance": "From none of the role’s topics to all of them, well practised.",
    "depth": "From no grounding to research level.",
    "scope": "From one subject to {topics:.0f} or more, well covered.",
    "recognition": "From nothing to show to a doctorate.",
    "network": "From studying alone to a class that meets on a campus.",
}


def anchors_in_words(parameters: Parameters) -> dict[str, str]:
    """What 0 and 1 on each scale stand for, by criterion, with the scale's own figures."""
    figures = {
        "worst_cost": parameters["cost.worst"],
        "worst_time": parameters["time.worst"],
        "topics": parameters["scope.topics"],
    }
    return {criterion: text.format(**figures) for criterion, text in ANCHORS.items()}


SWINGS = tuple(f"swing_{criterion}" for criterion in CRITERIA)

# Names the decision uses for an answer, where they differ from the parameter's.
PARAMETERS = {"languages": "language", "entry": "education", "swings": "swing"}

# In the visitor's currency; the decision counts in US dollars.
AMOUNTS = ("budget", "income", "scholarship")

# Asked for the money panel alone: none of them moves the verdict.
MONEY = ("currency", "income", "age", "horizon", "employer_share", "scholarship", "loan")

# Who else pays is no part of the situation that the decision knows.
NOT_OF_THE_SITUATION = ("currency", "employer_share", "scholarship", "loan")
# Of 100 of what is left to the person, by the answer.
LOAN_SHARES = {"yes": 100.0, "no": 0.0}

# The answers whose smallest change is looked for, and which can be locked against it.
LOCKABLE = {"budget": "Budget", "months": "Months", "hours": "Hours a week"} | {
    name: f"Points for {name.removeprefix('swing_')}" for name in SWINGS
}


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
    swing_cost = number("Cost", 100)
    swing_time = number("Time", 100)
    swing_flexibility = number("Flexibility", 100)
    swing_relevance = number("Relevance", 100)
    swing_depth = number("Depth", 100)
    swing_scope = number("Scope", 100)
    swing_recognition = number("Recognition", 100)
    swing_network = number("Network", 100)
    currency = forms.ChoiceField(
        label="In which currency do you count?",
        help_text="US dollars, if you name none.",
    )
    income = number(
        "What do you earn in a year, before tax (US$)?",
        MOST_DOLLARS,
        "What you gain or give up starts from it.",
    )
    age = number("How old are you?", 120, "It tells how many years of work lie ahead.")
    horizon = number(
        "How many years ahead shall we look?", 60, "Ten if you say nothing. The order can change."
    )
    employer_share = number(
        "How much of the price does an employer pay, of 100?",
        100,
        "It lowers what you pay yourself, not the price that your budget must meet.",
    )
    scholarship = number(
        "What would a scholarship pay (US$)?", MOST_DOLLARS, "It is taken off the price first."
    )
    loan = choice("Would you borrow the rest?", LOANS, "Interest is then counted as a cost.")
    lock = forms.MultipleChoiceField(
        label="What can you not change?",
        help_text="We then look for no way to another verdict there.",
        choices=lambda: [(name, name) for name in SituationForm.base_fields if name != "lock"],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict):
        self.query = without_empty(data)
        super().__init__(self.query, use_required_attribute=False)
        if "currency" in self.query:
            self._ask_in_currency()
        for field in self.fields.values():
            field.required = False
        self.is_valid()

    @cached_property
    def rates(self) -> dict[str, Decimal]:
        """US dollars for one unit, by currency."""
        return dict(ExchangeRate.objects.values_list("currency", "usd_per_unit"))

    @property
    def money_unit(self) -> str:
        """The one that amounts are given in; an unknown one is dropped like any bad answer."""
        given = self.query.get("currency", "USD")
        return given if given != "USD" and given in self.rates else "USD"

    @property
    def rate(self) -> Decimal:
        return Decimal(1) if self.money_unit == "USD" else self.rates[self.money_unit]

    def _ask_in_currency(self) -> None:
        self._offer_currencies()
        if self.money_unit == "USD":
            return
        most = int(MOST_DOLLARS / self.rate)
        for name in AMOUNTS:
            field = self.fields[name]
            label = str(field.label).replace("US$", self.money_unit)
            self.fields[name] = number(label, most, str(field.help_text))

    def _offer_currencies(self) -> None:
        names = [(code, f"{display.currency_name(code)} ({code})") for code in self.rates]
        currency = cast(forms.ChoiceField, self.fields["currency"])
        currency.choices = [("", "No answer"), *names]

    def show_choices(self, parameters: Parameters) -> None:
        """Prepare what only the page needs: languages that have programs, scales and points."""
        self.fields["language"].widget.choices = list(Language.objects.values_list("code", "name"))
        role = self.cleaned_data.get("role") or "unsure"
        for criterion, text in anchors_in_words(parameters).items():
            field = self.fields[f"swing_{criterion}"]
            self[f"swing_{criterion}"].help_text = text
            field.widget.attrs["placeholder"] = f"{parameters[f'swing.{role}.{criterion}']:.0f}"
        self._offer_currencies()
        self.fields["lock"].widget.choices = [*LOCKABLE.items()]

    def answers(self) -> dict[str, Any]:
        """Every parameter as the number, word or list of words that was understood."""
        return {name: plain(self.cleaned_data.get(name)) for name in self.fields} | {
            name: self.cleaned_data.get(name) or [] for name in ("language", "lock")
        }

    def to_situation(self) -> Situation:
        """The answers that a person decides on, amounts in whole US dollars."""
        answers = self.answers() | self.dollars()
        swings = {criterion: answers.pop(f"swing_{criterion}") for criterion in CRITERIA}
        for name in NOT_OF_THE_SITUATION:
            del answers[name]
        return Situation(
            languages=frozenset(answers.pop("language")),
            lock=frozenset(answers.pop("lock")),
            swings={name: points for name, points in swings.items() if points is not None},
            **answers,
        )

    def to_funding(self) -> Funding:
        answers = self.answers() | self.dollars()
        return Funding(
            employer_share=answers["employer_share"] or 0,
            scholarship=answers["scholarship"] or 0,
            loan=LOAN_SHARES.get(answers["loan"]),
        )

    def dollars(self) -> dict[str, int | None]:
        """The amounts that were given, in whole US dollars."""
        amounts = {name: self.cleaned_data.get(name) for name in AMOUNTS}
        return {
            name: None if amount is None else round(amount * self.rate)
            for name, amount in amounts.items()
        }

    def in_currency(self, dollars: float, *, up: bool) -> int:
        """The whole amount, in the visitor's currency, that is worth at least (or at most) so
        many dollars."""
        return (math.ceil if up else math.floor)(Decimal(dollars) / self.rate)

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
            HTML(
                '<details id="money-answers"><summary>Money, if you like</summary><p class="help">'
                "For the money figures alone. None of it moves the verdict.</p>"
            ),
            Fieldset("", *MONEY),
            HTML("</details>"),
            HTML('<details id="locks"><summary>What you cannot change</summary>'),
            "lock",
            HTML("</details>"),
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
    inner = {"language": "div_id_language", "lock": "div_id_lock", "swing": "id_swing_cost"}
    return inner.get(name) or (f"id_{name}" if name in SituationForm.base_fields else None)
