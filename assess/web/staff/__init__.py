"""The desk's staff: people, invitations, and what staff must set up first."""

from assess.web.staff import joining, second_step
from assess.web.staff.views import bp

__all__ = ["bp", "joining", "second_step"]
