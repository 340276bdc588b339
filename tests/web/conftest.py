"""What tests of pages share."""

from tests.web.accountmail import mailbox, mailing_app

__all__ = ["mailbox", "mailing_app"]
