"""What is worth finding out first, against cases with a known answer."""

import numpy as np
import pytest

from advisor.decision.draws import DRAWS
from advisor.decision.find_out import evppi, find_out_first
from advisor.decision.money import Sample
from tests.advisor.decision.builders import figure
from tests.advisor.decision.money_builders import certification, degree, realistically

EVENLY = np.linspace(-1_000, 1_000, 2_001)


def shuffled(seed=1):
    return np.random.default_rng(seed).permutation(EVENLY)


def test_a_fact_that_decides_against_doing_nothing():
    # NPV = x, evenly from -1,000 to 1,000. Knowing x one gains x or 0: on average 250.
    assert evppi(EVENLY, {"degree": EVENLY}) == pytest.approx(250, abs=1)


def test_noise_beside_the_fact_is_averaged_away():
    npv = {"degree": EVENLY + 3 * shuffled()}
    assert evppi(EVENLY, npv) == pytest.approx(250, abs=40)


def test_two_options_that_move_against_each_other():
    # Not knowing: 2,000. Knowing: 2,000 + |x|, on average 500 more.
    npv = {"degree": 2_000 + EVENLY, "certification": 2_000 - EVENLY}
    assert evppi(EVENLY, npv) == pytest.approx(500, abs=1)


def test_a_fact_that_never_changes_the_choice_is_worth_nothing_however_uncertain():
    assert evppi(EVENLY, {"degree": 1_000_000 + 900 * EVENLY}) == pytest.approx(0, abs=1e-3)


def test_a_fact_that_has_nothing_to_do_with_the_money_is_worth_next_to_nothing():
    assert evppi(shuffled(2), {"degree": EVENLY}) < 20


def test_a_fact_without_a_range_is_worth_nothing():
    assert evppi(np.full(2_001, 7.0), {"degree": EVENLY}) == 0


def test_no_fact_is_worth_more_than_knowing_everything():
    money = realistically(
        degree(cost=figure(5_000, 30_000, 60_000)), certification(cost=500), income=60_000
    )
    outcomes = np.column_stack([*money.sample.npv.values(), np.zeros(DRAWS)])
    everything = outcomes.max(axis=1).mean() - outcomes.mean(axis=0).max()
    for worth in find_out_first(money.sample).ranking:
        assert 0 <= worth.worth <= everything + 1


def test_the_fact_worth_most_is_named_with_where_to_check_it():
    facts = {("price", "degree"): EVENLY, ("time", "degree"): shuffled()}
    found = find_out_first(Sample({"degree": EVENLY}, facts))
    assert (found.first.fact, found.first.option) == ("price", "degree")
    assert found.text == (
        "The fact most worth checking is what the degree really costs you: ask the admissions"
        " office for the whole price in writing, with every fee and any aid."
    )
    assert [each.fact for each in found.ranking] == ["price", "time"]


def test_where_nothing_would_change_the_choice_the_sentence_says_so():
    found = find_out_first(Sample({"degree": 9_000 + EVENLY}, {("price", "degree"): EVENLY}))
    assert found.first is None
    assert found.text.startswith("No single fact would change")


@pytest.mark.parametrize("income", [20_000, 60_000, 120_000])
def test_every_real_sentence_names_a_fact_or_says_that_none_matters(income):
    money = realistically(degree(cost=40_000), certification(cost=400), income=income)
    assert find_out_first(money.sample).text.endswith(".")
