"""What pages say about ways back: by code, by account, on paper."""

import re
from collections.abc import Callable

from assess.core.codes import encode
from assess.core.compiled import Compiled
from tests.resuming import code_on, come_back, typed
from tests.visitor import Visitor, checked, notices, words
from tests.web.accountsteps import enter, sign_in
from tests.web.test_my_results import finished, links


def test_a_lost_answer_is_saved_by_signing_in_in_another_tab(
    new_person: Callable[[], Visitor], shipped: Compiled
) -> None:
    person, key = new_person(), shipped.forms["standard"][0]
    attempt = person.start()
    enter(person)
    page = person.get(f"{attempt}/q/{key}")
    person.client.delete_cookie("assess")
    lost = person.submit(page, answer="a")
    assert lost.status_code == 404
    assert "Sign in in a new tab" in words(lost)
    assert 'href="/account/sign-in" target="_blank" rel="noopener"' in lost.text
    assert not any(link.startswith(attempt) for link in links(lost) if "/q/" not in link)
    assert words(lost, "title").startswith("Error: This browser does not have the key")
    sign_in(person)
    again = person.submit(lost, code="")
    assert checked(again) == ["a"], "it asks to press the button once more"
    assert person.submit(again).status_code == 303
    assert checked(person.get(f"{attempt}/q/{key}")) == ["a"]


def test_who_is_signed_in_already_is_not_told_to_sign_in(
    new_person: Callable[[], Visitor], shipped: Compiled
) -> None:
    person, key = new_person(), shipped.forms["standard"][0]
    page = person.get(f"{person.start()}/q/{key}")
    person.client.delete_cookie("assess")
    enter(person)
    lost = person.submit(page, answer="a")
    assert lost.status_code == 404
    assert "in a new tab" not in words(lost)
    assert "Your account" in words(person.get("/a/" + "0" * 20, 404))
    assert "My results" in words(person.get("/resume"), "details")


def test_pages_that_cannot_be_opened_name_the_account(person: Visitor) -> None:
    missing = person.get("/a/" + "0" * 20, 404)
    assert "or sign in" in words(missing)
    assert {"/account", "/resume"} <= links(missing)
    assert "Do you have an account? Sign in" in words(person.get("/resume"), "details")


def test_a_recovery_code_is_told_to_be_one(person: Visitor) -> None:
    for recovery in ("f82z-sgw1-4abc", "F82ZSGW14ABC", "f82z sgw1 4abc"):
        page = come_back(person, recovery)
        assert page.status_code == 422
        assert "This looks like a recovery code. It belongs to an account" in notices(page)[0]
        assert typed(page) == "F82Z-SGW1-4ABC"
    assert "Some are missing." in notices(come_back(person, encode(bytes(16))[:13]))[0]


def test_the_code_page_leads_to_the_next_open_question(person: Visitor, shipped: Compiled) -> None:
    form = shipped.forms["standard"]
    attempt = person.start()
    assert f"{attempt}/code" in links(person.get(f"{attempt}/practice"))
    assert f"{attempt}/q/{form[0]}" in links(person.get(f"{attempt}/code"))
    person.answer(f"{attempt}/q/{form[0]}", "a")
    page = person.get(f"{attempt}/code")
    assert f"{attempt}/q/{form[1]}" in links(page)
    assert "can see your answers and change them" in words(page)


def test_the_code_page_says_on_paper_what_it_is_for(person: Visitor) -> None:
    page = person.get(f"{person.start()}/code")
    told = words(page, ".on-paper")
    assert re.match(r"Skills Compass, \w+ \d+, \d{4}\. To come back, open ", told)
    assert "http://127.0.0.1:8000 , choose “I have a code”" in told.replace("8000,", "8000 ,")
    assert words(page).count("on this computer") == 1
    assert code_on(page) in page.text.replace("<wbr>", "")


def test_the_code_of_a_result_changes_no_answers_and_leads_back_to_it(person: Visitor) -> None:
    attempt = finished(person)
    page = person.get(f"{attempt}/code")
    assert "change them" not in words(page)
    assert "can see your result and your answers, and can delete them" in words(page)
    assert f"{attempt}/result" in links(page)
