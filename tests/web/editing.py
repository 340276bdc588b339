"""A draft that was changed, without going through every page."""

from typing import Any, Final

from sqlalchemy.orm import Session

from assess.services import draft
from assess.services.draft import Change
from tests.services.test_draft import NOW

BEA: Final = "bea@example.com"
FIRST: Final = "questions/empathy-hidden-feeling"


def edit(session: Session, part: str = FIRST, by: str = BEA, **fields: Any) -> int:
    """Change some fields of a part of the draft, and return its revision."""
    session.rollback()
    opened = draft.open_draft(session, NOW)
    value = dict(opened.parts[part]) | fields
    return put(session, {part: value}, by)


def put(session: Session, parts: dict[str, Any], by: str = BEA) -> int:
    """Set parts of the draft, and return its revision."""
    session.rollback()
    seen = draft.open_draft(session, NOW).revision
    change = Change(f"Change of {next(iter(parts))}", parts, seen)
    done = draft.save(session, change, by, NOW)
    session.rollback()
    return done


def many_changes(session: Session) -> None:
    """Change a draft in every way the review tells."""
    parts = draft.open_draft(session, NOW).parts
    order = parts["order/questions"]
    keys = [key for key in order if key.startswith(("empathy", "data"))]
    new = dict(parts[f"questions/{keys[1]}"]) | {
        "key": "empathy-new",
        "text": "A customer writes the same question twice. What do you do first?",
    }
    role = dict(parts["roles/account_manager"])
    role["profile"] = role["profile"] | {
        "empathy": role["profile"]["empathy"] | {"level": 90, "importance": 4}
    }
    manager = dict(parts["roles/customer_service_manager"])
    manager["profile"] = {
        key: one | {"level": max(0, one["level"] - 15)} for key, one in manager["profile"].items()
    }
    changed = dict(parts[f"questions/{keys[0]}"])
    changed["text"] = changed["text"].replace("a customer", "a very unhappy customer")
    put(
        session,
        {
            f"questions/{keys[0]}": changed,
            "questions/empathy-new": new,
            "order/questions": [order[1], order[0], *order[2:], "empathy-new"],
            f"questions/{keys[2]}": parts[f"questions/{keys[2]}"] | {"retired": True},
            "roles/account_manager": role,
            "roles/customer_service_manager": manager,
            "lengths": parts["lengths"] | {"quick": 4},
            "texts": {"name": "Our compass", "welcome": "Hello there.\n\n**Take your time.**"},
        },
    )
