"""The shapes of names in addresses; anything else is a 404 before a view is asked."""

from werkzeug.routing import BaseConverter


class AttemptId(BaseConverter):
    """A public id: 20 letters and figures."""

    regex = "[0-9a-z]{20}"


class Key(BaseConverter):
    """The key of a question."""

    regex = "[a-z0-9]+(?:[_-][a-z0-9]+)*"
