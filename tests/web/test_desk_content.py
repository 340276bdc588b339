"""The desk's content: every page saves what it should into the draft, and nothing else."""

from collections.abc import Callable

import pytest
from justhtml import JustHTML
from sqlalchemy.orm import Session

from assess.services import draft
from assess.services.draft import Draft
from tests.visitor import Visitor, words
from tests.web.deskforms import NOW, refused, save, sent_by
from tests.web.desksteps import enter_staff

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


PAGES = (
    "/desk/skills/empathy",
    "/desk/roles/account_manager",
    "/desk/profiles",
    "/desk/profiles?role=account_manager",
    "/desk/pay/account_manager",
    "/desk/pay/call_center_specialist",
    "/desk/lengths",
    "/desk/texts",
)


@pytest.mark.parametrize("path", PAGES)
def test_saving_a_page_unchanged_changes_nothing(
    editor: Visitor, drafted: Callable[[], Draft], path: str
) -> None:
    before = drafted()
    assert save(editor, path).status_code == 303
    assert drafted() == before


def test_a_skill_is_edited_field_by_field(editor: Visitor, drafted: Callable[[], Draft]) -> None:
    done = save(
        editor, "/desk/skills/empathy", name="Heart", levels_2="You\r\nlisten.", onet="a\r\n\r\n b "
    )
    assert (done.status_code, done.location) == (303, "/desk/skills/empathy")
    assert "Saved in the draft." in words(editor.get("/desk/skills/empathy"))
    skill = drafted().parts["skills/empathy"]
    assert (skill["name"], skill["levels"][2]) == ("Heart", "You\nlisten.")
    assert (skill["onet"], skill["kind"], len(skill["esco"])) == (["a", "b"], "soft", 3)


def test_what_is_too_long_is_said_at_its_field_and_kept(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    page = save(editor, "/desk/skills/empathy", name="N" * 201, onet="fine\n" + "x" * 300)
    assert refused(page) == [
        "Name may have at most 200 characters.",
        "O*NET elements, line 2, may have at most 200 characters.",
    ]
    assert "N" * 201 in page.text
    assert drafted().revision == 1


def test_a_draft_may_be_unfinished_and_the_page_says_what_is_missing(editor: Visitor) -> None:
    save(editor, "/desk/skills/empathy", name="")
    page = editor.get("/desk/skills/empathy")
    (remark,) = JustHTML(page.text, sanitize=False).query("#name-notes li")
    assert remark.to_text().startswith("To mend: Nothing is written here yet.")
    assert "1 thing to mend" in words(editor.get("/desk/skills"))


def test_a_role_is_edited_and_keeps_its_pay_and_profile(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    before = drafted().parts[ACCOUNTS]
    save(editor, "/desk/roles/account_manager", summary="You keep.", duties="one\ntwo", next=[])
    after = drafted().parts[ACCOUNTS]
    assert (after["summary"], after["duties"]) == ("You keep.", ["one", "two"])
    assert after["profile"] == before["profile"]


def test_a_ladder_in_a_circle_is_refused_in_words_at_the_field(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    page = save(editor, "/desk/roles/customer_service_manager", next=["call_center_specialist"])
    (said,) = refused(page)
    assert said.startswith(
        "Call center specialist leads back to Customer service manager through "
        "Customer service specialist"
    )
    assert said in words(page, "#next-problem")
    assert drafted().revision == 1


def test_a_next_step_that_is_no_role_is_refused(editor: Visitor) -> None:
    page = save(editor, "/desk/roles/account_manager", next=["<script>"])
    assert refused(page) == ["Next steps: choose from the list."]


def test_a_new_role_asks_for_nothing_until_somebody_says_what(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    assert refused(save(editor, "/desk/roles", name=" ")) == ["Give the new role a name."]
    assert save(editor, "/desk/roles", name="Äccount manager").location.endswith(
        "/desk/roles/account_manager_2"
    )
    role = drafted().parts["roles/account_manager_2"]
    assert role["name"] == "Äccount manager"
    assert set(role["profile"]) == {skill.key for skill in drafted().edition.skills}
    told = words(editor.get("/desk/profiles?role=account_manager_2"))
    assert "At least one skill needs an importance above 0" in told


def test_removing_a_role_takes_it_out_of_the_ladder_in_the_same_change(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    path = "/desk/roles/customer_service_specialist/remove"
    assert "Call center specialist" in words(editor.get(path))
    assert save(editor, path).location == "/desk/roles"
    after = drafted()
    assert after.revision == 2
    assert "roles/customer_service_specialist" not in after.parts
    assert after.parts["roles/call_center_specialist"]["next"] == []
    editor.get("/desk/roles/customer_service_specialist", 404)


def test_the_last_role_stays(editor: Visitor, drafted: Callable[[], Draft]) -> None:
    keys = [role.key for role in drafted().edition.roles]
    for key in keys[1:]:
        save(editor, f"/desk/roles/{key}/remove")
    assert "last role" in words(editor.get(f"/desk/roles/{keys[0]}/remove"), "h1")
    assert [role.key for role in drafted().edition.roles] == keys[:1]


ACTION = {
    "title": "Read ten tickets", "skill": "empathy", "way": "own-your-metrics",
    "how": "Open ten.", "minutes": "30", "evidence": "A note",
}  # fmt: skip


def test_actions_are_written_edited_and_removed(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    assert "There are none yet" in words(editor.get("/desk/actions"))
    done = save(editor, "/desk/new-action", **ACTION)
    assert done.location == "/desk/actions/read-ten-tickets"
    save(editor, done.location, minutes="45", evidence="")
    action = drafted().parts["actions/read-ten-tickets"]
    expected = {"key": "read-ten-tickets"} | ACTION | {"minutes": 45, "evidence": ""}
    assert action == expected
    assert "45 minutes" in words(editor.get("/desk/actions"))
    again = save(editor, "/desk/new-action", **ACTION, key="read-ten-tickets")
    assert refused(again) == ["Another action has this key. Choose a different one."]
    odd = save(editor, "/desk/new-action", **ACTION | {"minutes": "half"}, key="Nope!")
    assert refused(odd) == ["Minutes must be a whole number from 1 to 100,000."]
    assert len(refused(save(editor, "/desk/new-action", **ACTION, key="Nope!"))) == 1
    assert save(editor, "/desk/actions/read-ten-tickets/remove").location == "/desk/actions"
    assert "actions/read-ten-tickets" not in drafted().parts


def test_lengths_are_added_removed_and_told_in_minutes(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    page = editor.get("/desk/lengths")
    assert "40 questions, about" in words(page)
    rows = list(drafted().edition.lengths)
    last = len(rows)
    done = save(editor, "/desk/lengths", **{
        f"name_{last}": "tiny", f"count_{last}": "1", f"remove_{rows.index('quick')}": "y",
    })  # fmt: skip
    assert done.status_code == 303
    assert drafted().edition.lengths == {"standard": 5, "thorough": 8, "tiny": 1}


def test_lengths_need_a_standard_and_sound_names(editor: Visitor) -> None:
    wrong = {"name_0": "Two?", "count_0": "0", "name_1": "", "count_1": ""}
    assert refused(save(editor, "/desk/lengths", **wrong)) == [
        "Name a length with letters from a to z and figures, such as “Short”.",
        "Give a whole number of questions from 1 to 60.",
    ]
    twice = {"name_0": "standard", "name_1": "standard"}
    assert refused(save(editor, "/desk/lengths", **twice)) == [
        "Two lengths cannot have the same name."
    ]
    gone = {f"remove_{place}": "y" for place in range(3)}
    assert refused(save(editor, "/desk/lengths", **gone)) == [
        "Keep a length called “Standard”: it is what Start begins."
    ]


def test_texts_are_shown_before_they_are_saved(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    page = save(editor, "/desk/texts", welcome="# Hello\n\n*you*", look="y")
    assert page.status_code == 200
    assert "<h3>Hello</h3>" in page.text
    assert drafted().revision == 1
    save(editor, "/desk/texts", welcome="# Hello", name="Bright Path", title="Ours")
    parts = drafted().parts
    assert (parts["texts"], parts["title"]) == (
        {"name": "Bright Path", "welcome": "# Hello"},
        "Ours",
    )
    save(editor, "/desk/texts", welcome="", name="")
    assert "texts" not in drafted().parts


def test_two_editors_of_one_role_see_both_texts(
    editor: Visitor, drafted: Callable[[], Draft]
) -> None:
    path = "/desk/roles/account_manager"
    first, second = editor.get(path), editor.get(path)
    assert editor.post(path, sent_by(first, summary="First")).status_code == 303
    met = editor.post(path, sent_by(second, summary="Second"))
    assert met.status_code == 409
    assert "First" in words(met)
    assert "Second" in words(met)
    assert drafted().parts[ACCOUNTS]["summary"] == "First"


@pytest.mark.parametrize("path", [*PAGES, "/desk/roles", "/desk/new-action"])
def test_a_form_without_its_revision_is_asked_for_once_more(editor: Visitor, path: str) -> None:
    for broken in ("", "1" * 10, "-1", "x"):
        page = save(editor, path, revision=broken, name="Some name", minutes="3")
        assert "This page was too old to send. Please send it once more." in refused(page)
