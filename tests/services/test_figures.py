"""Figures of groups, on both databases: right, weekly, and never about one person."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from assess.core.answers import Answer, read_answer
from assess.core.compiled import Compiled
from assess.models import AttemptRow, ImportedEditionRow, ResultRow
from assess.services import editions
from assess.services.errors import NotFoundError
from assess.services.figurecounts import count_answers, count_attempts, count_results
from assess.services.figures import all_question_figures, group_figures, skill_figures, week_of
from tests.crowd import attempts_of, crowd
from tests.kinds import one_of_each
from tests.records import records, unchanged

NOW = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)  # a Wednesday
MONDAY = datetime(2026, 3, 9, tzinfo=UTC)
BEFORE = MONDAY - timedelta(seconds=1)


def same(compiled: Compiled, count: int, key: str, *values: str) -> list[dict[str, Answer]]:
    """Return people who all answer one question, and that alone."""
    return [{key: read_answer(compiled.questions[key], values)}] * count


def test_counts_are_those_of_the_rows(session: Session, shipped: Compiled) -> None:
    crowd(session, shipped, 40, BEFORE)
    crowd(session, shipped, 3, BEFORE, length="quick", seed=2)
    crowd(session, shipped, 5, None, seed=3)
    assert count_attempts(session, 1, MONDAY) == {"standard": (40, 5), "quick": (3, 0)}
    rows = records(session)
    done = {row["id"] for row in rows["attempt"] if row["finished_at"]}
    key = shipped.forms["quick"][0]
    mine = [r for r in rows["answer"] if r["question_key"] == key and r["attempt_id"] in done]
    counts = count_answers(session, 1, MONDAY, [key])
    assert counts.asked == {key: 43}
    assert sum(counts.kinds.values()) == len(mine)
    for (_, option), count in counts.options.items():
        assert count == sum(option in row["options"] for row in mine)
    found = count_results(session, 1, MONDAY)
    assert sum(found.roles.values()) == 43
    for skill in shipped.skills:
        assert sum(found.levels[skill, place] for place in range(6)) == 43


def test_shown_are_rows_that_add_up_but_for_rounding(session: Session, shipped: Compiled) -> None:
    crowd(session, shipped, 42, BEFORE)
    figures = group_figures(session, None, NOW)
    assert figures.enough
    assert (figures.scope.number, figures.scope.numbers) == (1, (1,))
    assert figures.finished.total == figures.roles.total == 40
    assert set(figures.levels) == set(shipped.skills)
    for row in (figures.finished, figures.roles, *figures.levels.values()):
        assert all(c is None or c == 0 or c >= 10 for c in row.counts)
        assert all((c or 0) % 5 == 0 for c in row.counts)


def test_who_finishes_this_week_counts_from_the_next(session: Session, shipped: Compiled) -> None:
    crowd(session, shipped, 20, BEFORE)
    before = group_figures(session, 1, NOW)
    asked = skill_figures(session, 1, "empathy", NOW)
    crowd(session, shipped, 20, MONDAY + timedelta(hours=1), seed=2)  # begun on Monday, too
    crowd(session, shipped, 20, NOW, seed=3)
    assert group_figures(session, 1, NOW) == before
    assert skill_figures(session, 1, "empathy", NOW) == asked
    assert group_figures(session, 1, NOW + timedelta(7)).finished.total == 60


def test_somebody_who_leaves_changes_no_figure_by_one(session: Session, shipped: Compiled) -> None:
    ids = crowd(session, shipped, 42, BEFORE)
    before = group_figures(session, 1, NOW)
    session.execute(delete(AttemptRow).where(AttemptRow.id == ids[0]))
    session.commit()
    after = group_figures(session, 1, NOW)
    assert after.finished == before.finished  # 42 and 41 are both shown as 40
    pairs = zip(before.roles.counts, after.roles.counts, strict=True)
    assert all(then is None or now is None or abs(then - now) in (0, 5) for then, now in pairs)


def test_nine_people_show_nothing_and_ten_do(session: Session, shipped: Compiled) -> None:
    crowd(session, shipped, 9, BEFORE)
    few = group_figures(session, 1, NOW)
    assert not few.enough
    assert (few.finished.total, few.roles.counts, few.levels) == (None, (), {})
    asked = all_question_figures(session, 1, NOW).questions
    assert all(one.answers.total is None for one in asked)
    assert all(row.total is None for one in asked for row in one.chosen)
    crowd(session, shipped, 1, BEFORE, seed=2)
    assert group_figures(session, 1, NOW).enough


def test_each_way_to_answer_has_its_count(session: Session, shipped: Compiled) -> None:
    question = next(one for one in one_of_each(shipped) if one.kind == "situation")
    key, (first, second, *rest) = question.key, [option.key for option in question.options]
    people = [
        *same(shipped, 30, key, first),
        *same(shipped, 15, key, second),
        *same(shipped, 20, key, "not_sure"),
        *same(shipped, 10, key, "not_applicable"),
        *[{}] * 25,
    ]
    attempts_of(session, shipped, people, BEFORE)
    asked = skill_figures(session, 1, question.skill, NOW).questions
    [found] = [one for one in asked if one.question == question]
    assert found.answers.counts == (30, 15, *[0] * len(rest), 20, 10, 25)
    assert (found.answers.total, found.chosen) == (100, ())


def test_of_several_chosen_each_is_counted_and_so_is_who_left_it(
    session: Session, shipped: Compiled
) -> None:
    question = next(one for one in one_of_each(shipped) if one.several)
    key, (first, second, third, *_) = question.key, [option.key for option in question.options]
    people = [
        *same(shipped, 30, key, first, second),
        *same(shipped, 16, key, second),
        *same(shipped, 4, key, second, third),
        *[{}] * 50,
    ]
    attempts_of(session, shipped, people, BEFORE)
    asked = skill_figures(session, 1, question.skill, NOW).questions
    [found] = [one for one in asked if one.question == question]
    assert found.answers.counts == (50, 0, 0, 50)
    assert [row.counts for row in found.chosen[:3]] == [(30, 20), (50, 0), (None, None)]


def test_what_came_from_elsewhere_or_follows_another_edition_is_left_out(
    session: Session, shipped: Compiled
) -> None:
    ids = crowd(session, shipped, 12, BEFORE)
    other = editions.publish(
        session, shipped.edition.model_copy(update={"title": "Another"}), "x", "", NOW
    )
    session.add(ImportedEditionRow(digest="d" * 64, document="{}", imported_at=NOW))
    session.flush()
    moved = update(AttemptRow).where(AttemptRow.id == ids[0])
    session.execute(moved.values(edition_number=None, imported_digest="d" * 64))
    session.commit()
    assert count_attempts(session, 1, MONDAY) == {"standard": (11, 0)}
    assert sum(count_results(session, 1, MONDAY).roles.values()) == 11
    newest = group_figures(session, None, NOW)
    assert (newest.scope.number, newest.scope.numbers) == (other.number, (2, 1))
    assert not newest.enough


def test_of_several_results_of_an_attempt_the_newest_counts(
    session: Session, shipped: Compiled
) -> None:
    [one] = crowd(session, shipped, 1, BEFORE)
    row = records(session)["result"][0]
    first = row["outcome"]
    roles = [role for role in shipped.roles if f'"recommended":"{role}"' not in first]
    again = re.sub(r'"recommended":"\w+"', f'"recommended":"{roles[0]}"', first)
    session.add(
        ResultRow(
            attempt_id=one, number=2, edition_number=1, engine="1", outcome=again, made_at=BEFORE
        )
    )
    session.commit()
    assert count_results(session, 1, MONDAY).roles == {roles[0]: 1}


def test_an_unknown_edition_or_skill_is_not_found(session: Session) -> None:
    with pytest.raises(NotFoundError):
        group_figures(session, 2, NOW)
    with pytest.raises(NotFoundError):
        skill_figures(session, 1, "no_skill", NOW)


def test_a_retired_question_is_left_out_once_few_were_asked_it(
    session: Session, shipped: Compiled
) -> None:
    bank = shipped.banks[0]
    spare = next(one for one in bank.questions if one.key not in shipped.forms["thorough"])
    changed = tuple(
        one.model_copy(update={"retired": True}) if one == spare else one
        for one in shipped.edition.questions
    )
    edition = shipped.edition.model_copy(update={"questions": changed})
    editions.publish(session, edition, "x", "", NOW)
    asked = skill_figures(session, 2, bank.skill.key, NOW).questions
    assert spare.key not in {one.question.key for one in asked}
    assert len(asked) == len(bank.questions) - 1


def test_looking_changes_nothing(session: Session, shipped: Compiled) -> None:
    crowd(session, shipped, 12, BEFORE)
    with unchanged(session):
        group_figures(session, 1, NOW)
        all_question_figures(session, 1, NOW)


def test_a_week_begins_on_monday_at_midnight_utc() -> None:
    for moment in (MONDAY, NOW, MONDAY + timedelta(7) - timedelta(microseconds=1)):
        assert week_of(moment) == MONDAY
    assert week_of(BEFORE) == MONDAY - timedelta(7)
