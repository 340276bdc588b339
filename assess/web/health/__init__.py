"""For machines that watch the app: is it alive, is it ready to work."""

from assess.web.health.views import bp

__all__ = ["bp"]
