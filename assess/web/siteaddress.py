"""The address that links begin with when they are passed on."""

from urllib.parse import urlsplit

from flask import current_app, request

from assess.config import Settings, is_loopback


def site_address() -> str:
    """Return the address people use, without a slash at its end.

    Where none is set and only this computer can open the site, that is the one the page was
    opened at: its name was checked to be one of this app's.
    """
    settings: Settings = current_app.extensions["assess_settings"]
    if settings.base_url or not is_loopback(settings.host):
        return settings.address
    return request.host_url.rstrip("/")


def is_near() -> bool:
    """Say whether links work on this computer alone."""
    return is_loopback(urlsplit(site_address()).hostname or "")
