"""What the page says is what the judge, the encounters and the what-ifs say."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from grouping import score
from grouping.files.report import Page, page_of
from grouping.files.report.number_words import figure, percent
from grouping.files.report.section_composition import short_names
from grouping.files.report.section_meetings import AGAIN, BEFORE, ONCE, cells_of
from grouping.files.report.section_people import initial
from grouping.scoring.rule_changes import by_rule
from grouping.scoring.what_if import swapped
from grouping.solving.solve import Result


def people(page: Page):
    return {person.person: person for letter in page.letters for person in letter.people}


def said_of(page: Page, person: int, r: int = 0) -> str:
    found = people(page)[person]
    return "; ".join([*found.reasons, *found.stays[r].reasons])


def test_everybody_is_on_a_team_of_every_round_or_among_the_absent(three_rounds: Result):
    page = page_of(three_rounds)
    for r, view in enumerate(page.rounds):
        inside = sorted(m.person for team in view.teams for m in team.members)
        assert inside == np.flatnonzero(three_rounds.assignment[r] >= 0).tolist()
    assert [len(view.absent) for view in page.rounds] == [1, 0, 0]
    assert sorted(people(page)) == list(range(12))


def test_the_teams_of_a_person_are_those_of_the_assignment(three_rounds: Result):
    names = three_rounds.problem.teams.names
    for i, person in people(page_of(three_rounds)).items():
        teams = [names[g] if g >= 0 else "" for g in three_rounds.assignment[:, i]]
        assert [stay.team for stay in person.stays] == teams


def test_the_figures_of_rules_are_those_of_the_score(one_round: Result):
    judged = score(one_round.problem, one_round.assignment)
    for rule, share in zip(page_of(one_round).rules, judged.rules, strict=True):
        costs = (share.cost, share.bound, share.random)
        assert (rule.cost, rule.best, rule.random) == tuple(figure(c / share.unit) for c in costs)
        assert rule.must == share.rule.must
        assert (rule.state == "broken") == bool(share.rule.must and share.cost)
        assert (rule.state == "best") == bool(not share.rule.must and share.proven)


def test_a_wish_lies_between_the_best_possible_and_a_random_draw(one_round: Result):
    for rule, share in zip(page_of(one_round).rules, one_round.score.rules, strict=True):
        if not share.rule.must and share.random > share.bound:
            place = (share.cost - share.bound) / (share.random - share.bound)
            assert rule.place == pytest.approx(min(1.0, place))


def test_a_broken_must_rule_is_told_at_the_top_and_where_it_is_broken(one_round: Result):
    page = page_of(one_round)
    assert not page.summary.good
    assert "bad" in [tile.state for tile in page.summary.tiles]
    (broken,) = [rule for rule in page.rules if rule.state == "broken"]
    assert broken.findings


def test_bars_add_up_to_the_people_of_the_team(one_round: Result):
    (found,) = page_of(one_round).compositions
    assert {chart.title for chart in found.bars} == {"Spread of Agency & <Co>", "Spread of Sex"}
    for chart in found.bars:
        for _name, pieces in chart.bars:
            assert sum(piece.count for piece in pieces) == 4


def test_the_mean_of_all_stands_in_the_middle_of_the_line(one_round: Result):
    ((means,),) = [part.means for part in page_of(one_round).compositions]
    known = [v for v in one_round.problem.roster.column("Age").numbers if v == v]
    assert means.all == figure(sum(known) / len(known))
    assert all(0 <= place <= 1 for _name, _said, place in means.teams)


def test_a_person_who_is_pinned_is_told_so(one_round: Result):
    assert "as the rule says" in said_of(page_of(one_round), 2)


def test_people_who_are_apart_as_asked_are_told_so(one_round: Result):
    assert "apart from Budi & Sons" in said_of(page_of(one_round), 0)


def test_people_who_should_be_together_and_are_not_are_told_so(one_round: Result):
    assert "should be together with Dr. H. Ani" in said_of(page_of(one_round), 3)


def test_a_person_is_told_how_many_share_a_spread_value_and_the_fair_share(one_round: Result):
    # two of the four of agency B are in Merah, whose fair share is 4 x 4 / 12
    assert "Agency & <Co> B: 2 of 4 here, fair share 1 or 2" in said_of(page_of(one_round), 4)


def test_a_person_is_told_the_mean_of_the_team(one_round: Result):
    assert "Age 30: mean here 41.8, of all 43.4" in said_of(page_of(one_round), 0)


def test_a_person_who_meets_whom_the_rule_names_is_told_so(three_rounds: Result):
    assert "meets Budi & Sons here, as asked" in said_of(page_of(three_rounds), 0, 0)
    assert "meets" not in said_of(page_of(three_rounds), 0, 1)


def test_new_faces_and_those_met_before_are_counted(three_rounds: Result):
    page = page_of(three_rounds)
    assert "all 3 team mates are new" in said_of(page, 0, 0)
    assert "2 of 3 team mates are new; met before: Budi & Sons" in said_of(page, 0, 2)


def test_a_reason_that_differs_in_its_figure_alone_is_told_once(three_rounds: Result):
    reasons = people(page_of(three_rounds))[0].reasons
    assert "Agency & <Co> A: 4 / 2 / 2 of 4 here, fair share 1 or 2" in reasons


def test_the_best_swap_changes_what_the_judge_says(three_rounds: Result):
    problem, before = three_rounds.problem, three_rounds.score.value
    for i, person in people(page_of(three_rounds)).items():
        for r, stay in enumerate(person.stays):
            if stay.swap is None:
                assert three_rounds.assignment[r, i] < 0
                continue
            after = swapped(three_rounds.assignment, i, stay.swap.other, r)
            must, soft = score(problem, after).value
            assert (stay.swap.must, stay.swap.soft) == (must - before[0], soft - before[1])


def test_the_rule_that_is_told_of_a_swap_is_the_one_that_loses_most(three_rounds: Result):
    problem, told = three_rounds.problem, 0
    for i, person in people(page_of(three_rounds)).items():
        for r, stay in enumerate(person.stays):
            if stay.swap is None or stay.swap.must or stay.swap.soft <= 0:
                continue
            after = swapped(three_rounds.assignment, i, stay.swap.other, r)
            wishes = [c for c in by_rule(problem, three_rounds.score, after) if not c.rule.must]
            worst = max(wishes, key=lambda change: change.weighed)
            assert f"through: {worst.rule.title}." in stay.swap.said
            told += 1
    assert told


def test_no_swap_is_better_than_the_one_that_is_told(one_round: Result):
    stay = people(page_of(one_round))[0].stays[0]
    told = (stay.swap.must, stay.swap.soft)
    before = np.array(one_round.score.value)
    for j in np.flatnonzero(one_round.assignment[0] != one_round.assignment[0, 0]).tolist():
        after = score(one_round.problem, swapped(one_round.assignment, 0, j)).value
        assert told <= tuple(np.array(after) - before)


def test_the_picture_has_a_mark_for_every_pair_that_meets(three_rounds: Result):
    met = three_rounds.encounters
    cells = cells_of(met)
    assert (cells == cells.T).all()
    assert not np.diag(cells).any()
    assert (cells > 0).sum() == met.people_met.sum()
    assert (cells == AGAIN).sum() == 2 * sum(met.pairs_by_times.values())
    assert cells[4, 5] == BEFORE
    assert cells[0, 2] == ONCE


def test_those_who_meet_again_are_listed_with_their_rounds(three_rounds: Result):
    view = page_of(three_rounds).meetings
    assert ("Dr. H. Ani <b>Wijaya</b>, S.E.", "Budi & Sons", "rounds 1 and 3") in view.repeats
    assert len(view.repeats) == len(three_rounds.encounters.repeats)
    assert sum(number for _met, number in view.histogram) == 12


def test_one_round_without_history_says_nothing_of_meetings(one_round: Result):
    assert page_of(one_round).meetings is None


def test_many_people_are_shown_by_team_instead_of_pair_by_pair(three_rounds: Result, monkeypatch):
    monkeypatch.setattr("grouping.files.report.section_meetings.MOST_IN_PICTURE", 5)
    view = page_of(three_rounds).meetings
    assert view.picture is None
    assert [sum(map(sum, (row for _name, row in mix.rows))) for mix in view.mixing] == [11, 12]


def test_counts_of_many_teams_are_told_in_tables_that_fit_on_paper(most_teams: Result):
    ((first, second),) = [part.counts for part in page_of(most_teams).compositions]
    assert (len(first.teams), len(second.teams)) == (16, 15)
    for row in range(9):
        cells = [*first.rows[row][2], *second.rows[row][2]]
        assert sum(cell.count for cell in cells) == first.rows[row][1]


def test_values_that_meet_are_counted_pair_by_pair(many_teams: Result):
    mixing = page_of(many_teams).mixing
    agency = many_teams.problem.roster.column("agency").codes
    team = many_teams.assignment[0]
    met = {
        frozenset((int(agency[i]), int(agency[j])))
        for i in range(36)
        for j in range(36)
        if team[i] == team[j] and agency[i] != agency[j]
    }
    assert (mixing.column, mixing.others, mixing.pairs) == ("agency", 8, 36)
    assert mixing.met == len(met)
    assert sum(row.met for row in mixing.rows) == 2 * len(met)
    assert [row.people for row in mixing.rows] == [4] * 9


def test_a_column_of_few_values_says_nothing_of_who_works_with_whom(one_round: Result):
    assert page_of(one_round).mixing is None


def test_people_stand_under_the_letter_of_their_name_not_of_their_title():
    assert [initial(n) for n in ("Drs. H. Umar, M.Si.", "émile", "7 up", "")] == [
        "U",
        "E",
        "#",
        "#",
    ]


def test_teams_that_are_numbered_are_called_by_their_numbers():
    assert short_names(["Kelompok 1", "Kelompok 12"]) == ["1", "12"]
    assert short_names(["Merah", "Putih 2"]) == ["Merah", "Putih 2"]


def test_a_share_is_never_rounded_to_nothing():
    assert percent(0.00002, sign=False) == "less than 0.01 %"
    assert percent(0.0) == "0\u00a0%"
    assert percent(0.0042) == "+0.42\u00a0%"


def test_a_result_without_rules_has_a_page(one_round: Result):
    from grouping.solving.solve import judged

    problem = dataclasses.replace(one_round.problem, rules=())
    page = page_of(judged(problem, one_round.assignment))
    assert page.rules == ()
    assert page.summary.place is None
    assert len(people(page)) == 12


def test_people_who_are_numbers_stand_in_the_order_of_numbers(most_teams: Result):
    letters = page_of(most_teams).letters
    assert [person.name for person in letters[0].people] == [str(k + 1) for k in range(62)]


def test_a_must_rule_that_cannot_hold_says_why(one_round: Result):
    from grouping import Problem
    from grouping.solving.solve import judged

    rule = {"kind": "at_least", "count": 3, "where": {"Sex": "P"}}
    problem = Problem.of(one_round.problem.roster, teams=3, rules=[rule])
    (view,) = page_of(judged(problem, one_round.assignment)).rules
    assert view.state == "broken"
    assert "6 people" in view.why
