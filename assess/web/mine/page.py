"""My results, made ready for its template."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, Self

from assess.services.mine import HeldAttempt, HeldResult, Holdings
from assess.web.filters import short_day
from assess.web.naming import Named, days_of, days_of_results
from assess.web.onward import onward

State = Literal["under way", "adding questions", "finished"]


@dataclass(frozen=True, slots=True)
class Card:
    """One attempt: how it stands, and what can be done with it.

    ``day`` is what it is called by in links. ``again`` is the length to start again with;
    empty for the usual one. ``older`` says that starting again would follow another edition.
    """

    held: HeldAttempt
    day: Named
    state: State
    url: str
    older: bool
    again: str
    start_id: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A result to compare, as the comparison's address names it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """One page of the list, and the results there are to compare."""

    cards: tuple[Card, ...]
    total: int
    page: int
    pages: int
    edition: int
    choices: tuple[Choice, ...]

    @classmethod
    def of(
        cls,
        holdings: Holdings,
        results: Collection[HeldResult],
        edition: int,
        lengths: Collection[str],
    ) -> Self:
        """Make the page.

        Parameters
        ----------
        edition : int
            The newest one, which a new attempt follows.
        lengths : collection of str
            The lengths it has.
        """
        days = days_of(holdings.attempts, results)
        return cls(
            cards=tuple(
                _card(held, days[held.attempt.public_id], edition, lengths)
                for held in holdings.attempts
            ),
            total=holdings.total,
            page=holdings.page,
            pages=holdings.pages,
            edition=edition,
            choices=choices(results),
        )


def _card(held: HeldAttempt, day: Named, edition: int, lengths: Collection[str]) -> Card:
    attempt = held.attempt
    return Card(
        held=held,
        day=day,
        state=_state(held),
        url=onward(held),
        older=attempt.edition_number != edition,
        again=attempt.length if attempt.length in lengths else "",
        start_id=secrets.token_hex(16),
    )


def _state(held: HeldAttempt) -> State:
    if held.attempt.finished_at is not None:
        return "finished"
    return "adding questions" if held.newest else "under way"


def choices(results: Collection[HeldResult]) -> tuple[Choice, ...]:
    """Name results, newest first: by day, counted where there are several of it, and by role."""
    days = days_of_results(results)
    found = []
    for one in results:
        named = days[one.public_id, one.number]
        label = f"{short_day(named.moment)}{named.count}: {one.verdict.role}"
        found.append(Choice(f"{one.public_id}.{one.number}", label))
    return tuple(found)
