"""What may be shown of a group's counts, so that nobody in it can be made out.

Primary and secondary cell suppression, as official statistics use it (Hundepohl and others,
Statistical Disclosure Control, Wiley 2012, chapter 4), with conventional rounding on top.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

# Small enough to be of use to a team, large enough that no colleague can be picked out.
FEWEST: Final = 10
# Two openings of a page between which one person left differ by 0 mostly, else by 5.
ROUND_TO: Final = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a row of counts; None stands for what may not.

    Attributes
    ----------
    counts : tuple of int or None
        In the order in which they were given.
    total : int or None
        None where nothing at all is shown.
    """

    counts: tuple[int | None, ...]
    total: int | None

    @property
    def complete(self) -> bool:
        """Whether nothing is hidden."""
        return self.total is not None and None not in self.counts


def suppress(counts: Sequence[int]) -> Shown:
    """Hide the counts of a row that could point at single people.

    Parameters
    ----------
    counts : sequence of int
        Cells that add up to the row's total: everybody is in exactly one of them.

    Returns
    -------
    Shown
        A count from 1 to 9 is hidden. As long as the hidden ones could be worked out from
        the total, or come to less than 10 together, the smallest shown is hidden too; a 0
        last, for it tells what nobody chose. A total under 10 hides the whole row.

    Notes
    -----
    Whoever knows the total, the threshold, and that nothing hidden is larger than what is
    shown, is left with at least two possible values for each hidden count. What somebody
    may know from elsewhere, such as their own answer, is what the threshold is for.
    """
    nothing = (None,) * len(counts)
    total = sum(counts)
    if total < FEWEST:
        return Shown(nothing, None)
    hidden = {place for place, count in enumerate(counts) if 0 < count < FEWEST}
    if not hidden:
        return Shown(tuple(counts), total)
    shown = [place for place in range(len(counts)) if place not in hidden]
    for place in sorted(shown, key=lambda place: (counts[place] == 0, counts[place])):
        if _keeps([counts[one] for one in hidden]):
            break
        hidden.add(place)
    if not _keeps([counts[one] for one in hidden]):
        return Shown(nothing, None)
    kept = tuple(None if place in hidden else count for place, count in enumerate(counts))
    return Shown(kept, total)


def _keeps(hidden: Collection[int]) -> bool:
    """Say whether hidden counts keep their secret when their sum is known.

    One alone is that sum; a sum under 10 is a small group itself; and as many people as
    hidden cells would be one in each.
    """
    together = sum(hidden)
    return len(hidden) > 1 and together >= FEWEST and together != len(hidden)


def rounded(row: Shown) -> Shown:
    """Return a row with each count rounded to the nearest 5, its total apart from the rest."""
    return Shown(
        tuple(_nearest(count) for count in row.counts),
        _nearest(row.total),
    )


def _nearest(count: int | None) -> int | None:
    return None if count is None else (count + ROUND_TO // 2) // ROUND_TO * ROUND_TO
