"""What can come in the way of a use case. The web turns each into a page."""

from datetime import timedelta

from assess.services.values import SavedAnswer


class NotFoundError(Exception):
    """There is no such thing, or this browser may not know of it: the two look alike."""


class UnavailableError(Exception):
    """The database is busy or away; nothing was changed, and trying again may help."""


class FinishedError(Exception):
    """The attempt is finished; its answers stay as they are."""


class NothingAnsweredError(Exception):
    """There is nothing to score yet."""


class ConflictError(Exception):
    """Another page has saved another answer meanwhile.

    Attributes
    ----------
    stored : SavedAnswer
        What is saved; a page that has seen that save may replace it.
    """

    def __init__(self, stored: SavedAnswer) -> None:
        super().__init__(stored.save_id)
        self.stored = stored


class TooManyError(Exception):
    """Something was tried too often.

    Attributes
    ----------
    wait : timedelta
        How long until it may be tried again.
    """

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait
