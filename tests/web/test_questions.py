"""Every question of the shipped form takes an answer and shows it again."""

from assess.core.compiled import Compiled
from tests.kinds import first_choice
from tests.visitor import Visitor, checked


def test_an_answer_given_is_shown_again(person: Visitor, shipped: Compiled) -> None:
    attempt = person.start()
    for key in shipped.forms["standard"]:
        values = first_choice(shipped.questions[key])
        person.answer(f"{attempt}/q/{key}", *values)
        assert checked(person.get(f"{attempt}/q/{key}")) == values
