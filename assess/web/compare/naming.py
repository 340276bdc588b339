"""What results are called in lists: by their day, and by what they recommended."""

from collections import Counter
from collections.abc import Iterable

from assess.services.history import PastResult
from assess.web.filters import day


def days_of(results: Iterable[PastResult]) -> dict[str, str]:
    """Return each result's day by its name; those of one day are counted.

    Parameters
    ----------
    results : iterable of PastResult
        Oldest first.
    """
    days = [(past.name, day(past.result.made_at)) for past in results]
    in_all = Counter(made for _, made in days)
    so_far = Counter[str]()
    found = {}
    for name, made in days:
        so_far[made] += 1
        count = in_all[made]
        found[name] = (
            f"{made} ({so_far[made]}\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}{count})"
            if count > 1
            else made
        )
    return found


def labels_of(results: Iterable[PastResult]) -> dict[str, str]:
    """Return what each result is called where two are chosen, newest first."""
    oldest_first = sorted(results, key=lambda past: past.order)
    days = days_of(oldest_first)
    return {
        past.name: f"{days[past.name]}: {_recommended(past)}" for past in reversed(oldest_first)
    }


def _recommended(past: PastResult) -> str:
    return past.result.compiled.roles[past.result.outcome.recommended].name
