"""What the questions give away by form, and what simulated people get from them."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from assess.config import ROOT
from assess.core.codec import read_edition
from assess.core.compiled import Compiled, compile_edition
from assess.core.edition import Option, Question
from tests.core import simulation
from tests.core.simulation import by_difficulty, of_length, take

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
AIMS = {
    "quick": ".93-.97",
    "standard": "r .78, RMSE 15, .93-.97",
    "thorough": "r .84, RMSE 13.1, .93-.97",
}


def is_best(option: Option) -> bool:
    """Say whether an option has full credit."""
    return option.credit == 1 or bool(option.right)


def best_places(questions: Iterable[Question]) -> Counter[int]:
    """Count where the best options stand, from 0."""
    return Counter(
        place
        for question in questions
        for place, option in enumerate(question.options)
        if is_best(option)
    )


def best_lengths(questions: Iterable[Question]) -> Counter[int]:
    """Count how many options of their question are longer than the best one."""
    found: Counter[int] = Counter()
    for question in questions:
        if question.several:
            continue
        best = max(len(option.text) for option in question.options if is_best(option))
        found[sum(len(option.text) > best for option in question.options)] += 1
    return found


def main() -> None:
    """Measure and print."""
    compiled = compile_edition(
        read_edition((ROOT / "assess" / "content" / "edition.yaml").read_bytes())
    )
    print_giveaways(compiled)
    print_simulation(compiled)


def print_giveaways(compiled: Compiled) -> None:
    """Print where the best options stand and how long they are."""
    shown = [q for q in compiled.edition.questions if not (q.claimed or q.retired)]
    single = [question for question in shown if not question.several]
    several = [question for question in shown if question.several]
    print(f"Best option of {len(single)} single choices stands {spread(best_places(single))}")
    print(f"Right options of {len(several)} multiple choices stand {spread(best_places(several))}")
    print(f"Best option is by length, longest first, {spread(best_lengths(single))}")


def spread(counts: Counter[int]) -> str:
    """Return counts by place in words."""
    return ", ".join(f"{ORDINALS[place]} {counts[place]}" for place in sorted(counts))


def print_simulation(compiled: Compiled) -> None:
    """Print how near simulated people's scores come to their truth."""
    people = simulation.population(compiled)
    taken = {length: take(compiled, people, of_length(compiled, length)) for length in AIMS}
    for length, aim in AIMS.items():
        found = simulation.accuracy(people, taken[length])
        print(
            f"{simulation.PEOPLE} simulated people, {length}, "
            f"{len(compiled.forms[length])} questions: r {found.correlation:.3f}, "
            f"RMSE {found.rmse:.1f}, 95 % range holds {found.coverage:.3f} (aim {aim})"
        )
    easy, hard = (take(compiled, people, by_difficulty(hardest=which)) for which in (False, True))
    apart = np.abs((easy.score - hard.score).mean(axis=0)).max()
    percent = (easy.percent - hard.percent).mean()
    print(
        f"Easiest and hardest form: {apart:.1f} points apart in the worst skill (aim 5); "
        f"plain percentages {percent:.0f} apart"
    )
    shares = simulation.shares(compiled, simulation.recommended(compiled, taken["standard"]))
    print("Recommended: " + ", ".join(f"{key} {share:.1%}" for key, share in shares.items()))
