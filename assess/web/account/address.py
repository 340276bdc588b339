"""Whether passkeys can work at the address that a page was opened at."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from flask import current_app, request

_NEAR: Final = "localhost"


def passkeys_elsewhere() -> str | None:
    """Return the address to open for passkeys, or None where they work at this one.

    Browsers tie a passkey to a site's name. A bare IP address is none, and each of them
    refuses it.
    """
    here = urlsplit(request.host_url)
    if not _is_number(here.hostname or ""):
        return None
    known = current_app.extensions["assess_settings"].base_url
    if known and not _is_number(urlsplit(known).hostname or ""):
        return str(known)
    port = f":{here.port}" if here.port else ""
    return f"{here.scheme}://{_NEAR}{port}"


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
