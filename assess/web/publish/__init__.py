"""Publishing: the review of the draft, past editions, the latest changes.

review      the page before publishing, and publishing
history     editions that were published, and the way back to one
changes     the draft's latest changes, and taking one back
typed       reasons and a note, kept until they are needed
reviewpage  the page before publishing, made ready
comparison  two documents side by side, made ready
"""

from assess.web.publish import changes, history, review
from assess.web.publish.routes import bp

__all__ = ["bp", "changes", "history", "review"]
