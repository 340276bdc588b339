"""The desk's profiles and pay: what is asked of each skill, and where each figure comes from."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from assess.services import draft
from assess.services.draft import Change, Draft
from tests.visitor import Visitor, words
from tests.web.deskforms import NOW, refused, save
from tests.web.desksteps import enter_staff

MANAGER = "roles/customer_service_manager"
ACCOUNTS = "roles/account_manager"


@pytest.fixture
def editor(person: Visitor, sqlite_session: Session) -> Visitor:
    enter_staff(person, sqlite_session)
    return person


@pytest.fixture
def drafted(sqlite_session: Session) -> Callable[[], Draft]:
    def read() -> Draft:
        sqlite_session.rollback()  # what it read before is a snapshot
        return draft.open_draft(sqlite_session, NOW)

    return read


def test_the_table_of_profiles_saves_only_the_roles_that_changed(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    before = drafted()
    done = save(editor, "/desk/profiles", **{
        "account_manager.empathy.level": "61.5",
        "customer_service_manager.nlp.importance": "4",
    })  # fmt: skip
    assert done.status_code == 303
    after = drafted()
    changed = {part for part in after.parts if after.parts[part] != before.parts[part]}
    assert changed == {ACCOUNTS, MANAGER}
    empathy = after.parts[ACCOUNTS]["profile"]["empathy"]
    assert empathy == before.parts[ACCOUNTS]["profile"]["empathy"] | {"level": 61.5}


def test_cells_that_are_no_numbers_are_named_and_kept(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    page = save(editor, "/desk/profiles", **{
        "account_manager.empathy.level": "101",
        "account_manager.empathy.importance": "-1",
        "account_manager.nlp.level": "١",
    })  # fmt: skip
    told = refused(page)
    skill = drafted().parts["skills/empathy"]["name"]
    assert told[0] == f"{skill} for Account manager: level must be a number from 0 to 100."
    assert told[1] == f"{skill} for Account manager: importance must be a number from 0 to 5."
    assert len(told) == 3
    assert 'value="101"' in page.text
    assert drafted().revision == 1


def test_one_role_shows_where_an_importance_comes_from(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    path = "/desk/profiles?role=account_manager"
    save(editor, path, **{"account_manager.nlp.basis": "We asked.", "account_manager.empathy.basis": ""})  # fmt: skip  # noqa: E501 - two fields
    profile = drafted().parts[ACCOUNTS]["profile"]
    assert profile["nlp"]["basis"] == "We asked."
    assert "basis" not in profile["empathy"]
    page = save(editor, path, **{"account_manager.nlp.basis": "a\u202eb"})
    assert len(refused(page)) == 1
    editor.get("/desk/profiles?role=nobody", 404)


def test_pay_is_kept_with_its_source_or_not_at_all(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    path = "/desk/pay/account_manager"
    page = save(editor, path, published="y", pay_low="$60,000", pay_high="50000", pay_year="26")
    assert refused(page) == [
        "“To” must be more than “From”.",
        "Give the year with four figures, such as 2026.",
        "Say who published the range.",
    ]
    good = {"pay_low": "$50,000", "pay_high": "60000.50", "pay_year": "2026"}
    save(editor, path, published="y", pay_source="A guide", **good)
    assert drafted().parts[ACCOUNTS]["pay"] == {
        "low": 50000, "high": 60000.5, "period": "year", "year": 2026, "source": "A guide",
    }  # fmt: skip
    assert "$50,000 to $60,000.50 a year (A guide, 2026)" in words(editor.get("/desk/pay"))
    save(editor, path, published=[])
    assert "pay" not in drafted().parts[ACCOUNTS]


def test_wage_statistics_say_whose_wages_they_are(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    path = "/desk/pay/account_manager"
    wrong = {"wages_soc": "43-40511", "wages_low": "75", "wages_high": "25", "wages_label": ""}
    assert refused(save(editor, path, statistics="y", **wrong)) == [
        "Give the code as in 43-4051.",
        "The second percentile must be higher than the first.",
        "Say whose wages these are.",
    ]
    good = {"wages_soc": "43-4051", "wages_low": "10", "wages_high": "90", "wages_label": "All"}
    save(editor, path, statistics="y", **good)
    wages = drafted().parts[ACCOUNTS]["wages"]
    assert (wages["soc"], wages["percentiles"], wages["label"]) == ("43-4051", [10, 90], "All")
    save(editor, path, statistics=[])
    assert "wages" not in drafted().parts[ACCOUNTS]


def test_figures_of_another_occupation_do_not_stay_with_a_new_one(
    editor: Visitor, sqlite_session: Session, drafted: Callable[[], Draft]
) -> None:
    path, opened = "/desk/pay/account_manager", drafted()
    figures = {"low": 1000, "high": 2000, "year": 2025, "area": "U.S.", "source": "BLS"}
    role = dict(opened.parts[ACCOUNTS])
    role["wages"] = {"soc": "41-3091", "percentiles": [25, 75], "label": "Nearest"} | figures
    change = Change("wages", {ACCOUNTS: role}, opened.revision)
    draft.save(sqlite_session, change, "ana@example.com", NOW)
    save(editor, path, wages_label="Another label")
    assert drafted().parts[ACCOUNTS]["wages"] == role["wages"] | {"label": "Another label"}
    save(editor, path, wages_soc="43-4051")
    assert set(drafted().parts[ACCOUNTS]["wages"]) == {"soc", "percentiles", "label"}
