"""The eight value scales, 0 to 1, on fixed anchors: adding a program changes no other's value."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from advisor.decision.columns import Floats, Numbers
from advisor.decision.parameters import Parameters
from advisor.decision.profile import Profile
from advisor.decision.program import CREDENTIAL_LEVELS
from advisor.decision.programs import Programs, Setting
from advisor.decision.situation import CRITERIA

# Values that agree to so many decimals are equal: a tie must not hang on the order of a sum.
DECIMALS = 9


def log_share(amount: Numbers, least: float, most: float) -> Floats:
    """Where `amount` lies from `least` (0) to `most` (1), each doubling worth the same."""
    inside: Floats = np.clip(amount, least, most)
    return np.log(inside / least) / math.log(most / least)


def hours_share(hours: Floats, parameters: Parameters) -> Floats:
    return log_share(hours, parameters["hours.least"], parameters["hours.most"])


def with_label(label: str, share: Floats, parameters: Parameters) -> Floats:
    """The part a label gives alone, plus the rest in proportion to the hours behind it."""
    alone = parameters[f"label-share.{label}"]
    return alone + (1 - alone) * share


def cost_value(dollars: Numbers, parameters: Parameters) -> Floats:
    """1 - sqrt(dollars / worst): a straight line would hide 300 against 3,000."""
    value: Floats = np.maximum(0.0, 1 - np.sqrt(dollars / parameters["cost.worst"]))
    return value


def time_value(months: Numbers, parameters: Parameters) -> Floats:
    """1 - sqrt(months / worst), for the same reason."""
    value: Floats = np.maximum(0.0, 1 - np.sqrt(months / parameters["time.worst"]))
    return value


def flexibility(setting: Setting, parameters: Parameters) -> float:
    """Pace x delivery; an unknown one counts as the least flexible."""
    delivery = "on-campus" if setting.delivery == "unknown" else setting.delivery
    pace = "cohort" if setting.pace == "unknown" else setting.pace
    value = parameters[f"flexibility.{delivery}.{pace}"]
    most = parameters["flexibility.degree-most"]
    return min(value, most) if setting.path == "degree" else value


def relevance(programs: Programs, role: str, hours: Floats, parameters: Parameters) -> Floats:
    """Share of the role's topics covered x hours spent on each topic."""
    covered = programs.topics.shared_with(parameters.role_topics[role])
    share = np.minimum(1.0, covered / parameters["relevance.topics"])
    least, most = parameters["topic-hours.least"], parameters["topic-hours.most"]
    spent = log_share(hours / np.maximum(programs.topics.sizes, 1), least, most)
    return share * with_label("relevance", spent, parameters)


def depth(programs: Programs, hours: Floats, parameters: Parameters) -> Floats:
    """Level x study hours, or every course called advanced would equal a master's."""

    def level(word: str) -> float:
        return parameters[f"depth.{'introductory' if word == 'unknown' else word}"]

    share = hours_share(hours, parameters)
    return programs.depth.number(level) * with_label("depth", share, parameters)


def scope(programs: Programs, hours: Floats, parameters: Parameters) -> Floats:
    """Breadth of topics x study hours."""
    breadth = np.minimum(1.0, programs.topics.sizes / parameters["scope.topics"])
    return breadth * with_label("scope", hours_share(hours, parameters), parameters)


def recognition(credential: str, profile: Profile, parameters: Parameters) -> float:
    """What the credential is worth to others, less where it repeats a related degree held."""
    value = parameters[f"recognition.{credential}"]
    repeats = 0 < CREDENTIAL_LEVELS.get(credential, 0) <= profile.level
    if repeats and profile.holds_related_degree:
        return value * parameters["repeated"]
    return value


def network(setting: Setting, parameters: Parameters) -> float:
    """Peers, teachers and alumni; nobody is met by studying alone."""
    if setting.pace == "exam":
        return parameters["network.exam"]
    if setting.path == "certification" and setting.pace in ("self-paced", "unknown"):
        return 0.0
    delivery = setting.delivery if setting.delivery in ("on-campus", "hybrid") else "online"
    value = parameters[f"network.{setting.path}.{delivery}"]
    return value if setting.pace == "cohort" else value * parameters["network.not-cohort"]


def gains(
    programs: Programs, profile: Profile, hours: Floats, parameters: Parameters
) -> dict[str, Floats]:
    """What each program gives a person who starts from nothing, by held criterion."""
    return {
        "relevance": relevance(programs, profile.role, hours, parameters),
        "depth": depth(programs, hours, parameters),
        "scope": scope(programs, hours, parameters),
        "recognition": programs.credential.number(
            lambda credential: recognition(credential, profile, parameters)
        ),
        "network": programs.setting.number(lambda setting: network(setting, parameters)),
    }


def after(held: float, gain: Floats) -> Floats:
    """A program fills its share of what is still missing: it adds little where much is held."""
    return held + (1 - held) * gain


def weighted(criteria: Mapping[str, Numbers], weights: Mapping[str, Numbers]) -> Floats:
    """V = sum of w_i v_i, of one program or option as of many, under one set of weights or many."""
    total: Floats = np.zeros(())
    for name in CRITERIA:
        total = total + weights[name] * criteria[name]
    return total


def comparable(values: Floats) -> Floats:
    return np.round(values, DECIMALS)
