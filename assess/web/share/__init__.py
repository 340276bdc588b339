"""Links that show one result to a coach or a friend."""

from assess.web.share.views import bp

__all__ = ["bp"]
