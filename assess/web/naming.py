"""What assessments are called in lists and links: by their day, and no two of a day alike."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assess.services.mine import HeldAttempt, HeldResult
from assess.web.filters import day


@dataclass(frozen=True, slots=True)
class Named:
    """A day, and a count such as `` (1 of 2)`` where there are several of it."""

    moment: datetime
    count: str

    def __str__(self) -> str:
        """Return the day with its count."""
        return f"{day(self.moment)}{self.count}"


def days_of_results(results: Iterable[HeldResult]) -> dict[tuple[str, int], Named]:
    """Return the day of each result by attempt and number.

    Parameters
    ----------
    results : iterable of HeldResult
        Newest first, as they come; the oldest of a day is its first.
    """
    listed = list(results)
    named = _counted([one.made_at for one in listed])
    return {(one.public_id, one.number): name for one, name in zip(listed, named, strict=True)}


def days_of(attempts: Iterable[HeldAttempt], results: Iterable[HeldResult]) -> dict[str, Named]:
    """Return the day of each attempt by its public id.

    It is that of its newest result; where there is none yet, the one it was started on.
    """
    of_results = days_of_results(results)
    listed = list(attempts)
    bare = [one.attempt for one in listed if one.newest is None]
    started = _counted([attempt.started_at for attempt in bare])
    found = {attempt.public_id: name for attempt, name in zip(bare, started, strict=True)}
    for one in listed:
        if one.newest is not None:
            known = of_results.get((one.newest.public_id, one.newest.number))
            found[one.attempt.public_id] = known or Named(one.newest.made_at, "")
    return found


def _counted(moments: Sequence[datetime]) -> list[Named]:
    """Count what is of the same day, newest first, the oldest being the first."""
    in_all = Counter(day(moment) for moment in moments)
    left = Counter(in_all)
    found = []
    for moment in moments:
        that = day(moment)
        several = f" ({left[that]}\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}{in_all[that]})"
        found.append(Named(moment, several if in_all[that] > 1 else ""))
        left[that] -= 1
    return found
