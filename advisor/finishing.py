"""How many finish, by path: the shares on record for the credentials named, with their sources."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.decision.parameters import Parameter, Parameters
from advisor.decision.sentence import PATHS
from advisor.decision.verdict import Decision
from advisor.decision.words import CREDENTIAL_NAMES


@dataclass(frozen=True)
class Finishing:
    """Of 100 who start one credential: how many finish, and how far that may lie."""

    credential: str
    finish: int
    low: int
    high: int
    record: Parameter

    @property
    def stop(self) -> int:
        return 100 - self.finish


def finishing_by_path(decision: Decision, parameters: Parameters) -> dict[str, list[Finishing]]:
    """For each path the credentials of its programs, once each, in their order."""
    return {
        path: [finishing(credential, parameters) for credential in credentials(decision, path)]
        for path in PATHS
    }


def credentials(decision: Decision, path: str) -> list[str]:
    programs = decision.option(path).programs
    return list(dict.fromkeys(shown.plan.awarded.credential for shown in programs))


def finishing(credential: str, parameters: Parameters) -> Finishing:
    record = parameters.records[f"money.finish.{credential}"]
    finish, low, high = (round(100 * share) for share in (record.value, record.low, record.high))
    return Finishing(CREDENTIAL_NAMES[credential], finish, low, high, record)
