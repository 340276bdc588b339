"""The ladder of roles while it is being written: where it runs in a circle."""

from collections.abc import Mapping, Sequence


def circle(steps: Mapping[str, Sequence[str]], start: str) -> tuple[str, ...]:
    """Return the shortest way from a role back to itself.

    Parameters
    ----------
    steps : mapping
        The next steps of each role; those that are no role lead nowhere.

    Returns
    -------
    tuple of str
        The roles in between, after ``start``; with ``start`` alone where it leads to itself,
        and empty where there is no way back.
    """
    came_from: dict[str, str] = {}
    waiting = [start]
    for role in waiting:
        for step in steps.get(role, ()):
            if step == start:
                return _way(came_from, start, role)
            if step not in came_from:
                came_from[step] = role
                waiting.append(step)
    return ()


def _way(came_from: Mapping[str, str], start: str, last: str) -> tuple[str, ...]:
    way = [last]
    while way[-1] != start and came_from[way[-1]] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
