"""Where an attempt is gone on with: at its result, at the finish, or at the next question."""

from flask import url_for

from assess.core.flow import first_open
from assess.services.mine import HeldAttempt


def onward(held: HeldAttempt) -> str:
    """Return the address where its holder goes on."""
    public_id = held.attempt.public_id
    if held.attempt.finished_at is not None:
        return url_for("results.result", public_id=public_id)
    following = first_open(held.attempt.form, held.answered)
    if following is None:
        return url_for("take.check", public_id=public_id)
    return url_for("take.question", public_id=public_id, key=following)
