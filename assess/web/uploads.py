"""Uploads that are too large: what nobody reads is still taken in, within bounds."""

from typing import Final

from flask import request

_PIECE: Final = 64 * 1024


def drain(allowed: int, at_most: int) -> None:
    """Take in a body that was refused: a browser that is still sending shows no page.

    Parameters
    ----------
    allowed : int
        Bytes up to which the body was read already.
    at_most : int
        A larger one is left alone.
    """
    coming = request.content_length or 0
    if not allowed < coming <= at_most:
        return
    stream = request.environ["wsgi.input"]
    while coming > 0 and (part := stream.read(min(coming, _PIECE))):
        coming -= len(part)
