"""Keys for new questions and options."""

from assess.core.draft.keys import new_key, new_option
from assess.core.fields import LONGEST_KEY, is_key


def test_a_key_is_the_skill_and_the_first_telling_words() -> None:
    assert new_key("ai_prompting", "What is the draft that Zoë needs?", ()) == (
        "ai-prompting-draft-zoe-needs"
    )


def test_a_key_is_never_taken_twice() -> None:
    taken = {"empathy-guest", "empathy-guest-2"}
    assert new_key("empathy", "The guest", taken) == "empathy-guest-3"


def test_every_text_makes_a_key() -> None:
    for text in ("", "你好", "?!", "x" * 3000, "the of", "\0\ud800\u202e", "a-" * 500):
        key = new_key("s" * LONGEST_KEY, text, ())
        assert is_key(key), key
        assert is_key(new_key("empathy", text, {key})), text


def test_what_is_no_key() -> None:
    assert not any(map(is_key, ("", "A", "a b", "-a", "a--b", "a" * 65, "é")))


def test_a_new_option_takes_the_letter_after_the_last() -> None:
    assert new_option(()) == "a"
    assert new_option(("a", "c")) == "d"
    assert new_option(("a", "z")) == "o1"
    assert new_option(("z", "o1", "yes")) == "o2"
