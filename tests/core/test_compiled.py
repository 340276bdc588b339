"""An edition made ready for work holds what its document says, laid out for use."""

from assess.core.codec import edition_from, read_edition, to_json, to_yaml
from assess.core.compiled import Compiled, choose_form, compile_edition
from assess.core.edition import Edition
from assess.core.forms import ranking
from tests.core.builders import changed, document


def small(path: str = "title", value: object = "Two skills") -> Compiled:
    """Return the small edition, compiled, after one change."""
    return compile_edition(edition_from(changed(path, value)))


def test_banks_stand_in_the_order_of_skills(shipped: Compiled) -> None:
    for compiled in (small(), shipped):
        skills = [skill.key for skill in compiled.edition.skills]
        assert [bank.skill.key for bank in compiled.banks] == skills
        assert list(compiled.skills) == skills


def test_each_question_stands_in_its_skill_s_bank_beside_its_item(shipped: Compiled) -> None:
    for compiled in (small(), shipped):
        for bank in compiled.banks:
            asked = [q.key for q in compiled.edition.questions if q.skill == bank.skill.key]
            assert [question.key for question in bank.questions] == asked
            assert [item.key for item in bank.items] == asked


def test_each_bank_ranks_its_questions_in_use(shipped: Compiled) -> None:
    retired = small("questions[2].retired", value=True)
    for compiled in (small(), retired, shipped):
        for bank in compiled.banks:
            used = [question.key for question in bank.questions if not question.retired]
            assert sorted(bank.ranked) == sorted(used)
            assert bank.ranked == ranking(bank.questions, bank.items)
    assert "q2" not in retired.banks[0].ranked
    assert "q2" not in retired.forms["standard"]


def test_a_length_s_form_is_what_somebody_new_is_asked(shipped: Compiled) -> None:
    for compiled in (small(), shipped):
        for length, count in compiled.edition.lengths.items():
            assert choose_form(compiled.banks, count) == compiled.forms[length]


def test_what_is_held_and_seen_counts_in_every_section(shipped: Compiled) -> None:
    held = {bank.questions[-1].key for bank in shipped.banks}
    seen = {bank.ranked[0] for bank in shipped.banks}
    chosen = choose_form(shipped.banks, 3, held=held, seen=seen)
    assert held <= set(chosen)
    assert len(chosen) == 24
    assert not (seen - held) & set(chosen)
    kept = choose_form(shipped.banks, 1, held=shipped.forms["thorough"])
    assert kept == shipped.forms["thorough"]


def test_parts_are_found_by_key(shipped: Compiled) -> None:
    for compiled in (small(), shipped):
        assert tuple(compiled.questions.values()) == compiled.edition.questions
        assert tuple(compiled.roles.values()) == compiled.edition.roles
        for parts in (compiled.questions, compiled.skills, compiled.roles):
            assert all(key == part.key for key, part in parts.items())


def test_the_role_table_has_the_skills_in_order(shipped: Compiled) -> None:
    table = shipped.role_table
    assert table.keys == tuple(shipped.roles)
    for place, role in enumerate(shipped.edition.roles):
        levels = [role.profile[key].level for key in shipped.skills]
        assert table.required[place].tolist() == levels


def test_there_is_a_form_for_every_length() -> None:
    compiled = small("lengths", {"standard": 5, "quick": 3, "one": 1})
    assert {length: len(form) for length, form in compiled.forms.items()} == {
        "standard": 5,
        "quick": 3,
        "one": 1,
    }


def test_a_form_asks_skill_by_skill_in_order(shipped: Compiled) -> None:
    for form in shipped.forms.values():
        skills = [shipped.questions[key].skill for key in form]
        assert list(dict.fromkeys(skills)) == list(shipped.skills)
        assert skills == sorted(skills, key=list(shipped.skills).index)


def test_a_skill_without_questions_is_an_empty_bank() -> None:
    compiled = small()
    assert compiled.banks[1].skill.key == "data"
    assert compiled.banks[1].items == ()
    assert not any(compiled.questions[key].skill == "data" for key in compiled.forms["standard"])


def test_the_same_edition_compiles_to_the_same_forms_whichever_way_it_came() -> None:
    edition: Edition = edition_from(document())
    forms = compile_edition(edition).forms
    for text in (to_yaml(edition), to_json(edition)):
        assert compile_edition(read_edition(text)).forms == forms
