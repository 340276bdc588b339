"""One full result, and 100,000 skill scores, by the clock of this machine."""

import statistics
import time
from collections.abc import Callable

import numpy as np

from assess.config import ROOT
from assess.core.answers import read_answer
from assess.core.codec import read_edition
from assess.core.compiled import compile_edition
from assess.core.outcome import assess
from assess.core.scoring import posteriors, summarize

RUNS = 15


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median wall seconds of some runs after a first one."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    compiled = compile_edition(
        read_edition((ROOT / "assess" / "content" / "edition.yaml").read_bytes())
    )
    answers = {
        key: read_answer(compiled.questions[key], [compiled.questions[key].options[1].key])
        for key in compiled.forms["standard"]
    }
    one = median_seconds(lambda: assess(compiled, answers))
    print(f"One full result, 40 answers: {1000 * one:.1f} ms (aim 25)")

    items = compiled.banks[0].items[:5]
    random = np.random.default_rng(1)
    categories = np.stack([random.integers(-1, len(item.steps), 100_000) for item in items], axis=1)
    many = median_seconds(
        lambda: summarize(items, categories, posteriors(items, categories)), runs=3
    )
    print(f"100,000 skill scores, 5 answers each: {many:.2f} s (aim 2)")
