"""The optional account: its own page and leaving it; the rest is Flask-Security."""

from assess.web.account import browsers
from assess.web.account.views import bp

__all__ = ["bp", "browsers"]
