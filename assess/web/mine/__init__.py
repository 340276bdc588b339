"""My results, how pages look, and forgetting this device."""

from assess.web.mine.views import bp

__all__ = ["bp"]
