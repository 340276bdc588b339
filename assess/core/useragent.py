"""What a browser calls itself, in two coarse words: enough to know one's own."""

from typing import Final

UNKNOWN: Final = "A browser"
# The first that fits: most of them claim to be the ones below as well.
_BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS: Final = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
    ("Windows", "Windows"), ("Macintosh", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip
# Longer ones are no browser's; reading them would only take time.
_LONGEST: Final = 1000


def kind_of(user_agent: str) -> str:
    """Return what kind of browser it is: ``Chrome on Android``, or ``A browser``."""
    read = user_agent[:_LONGEST]
    browser = next((name for mark, name in _BROWSERS if mark in read), None)
    system = next((name for mark, name in _SYSTEMS if mark in read), None)
    return f"{browser or UNKNOWN} on {system}" if system else browser or UNKNOWN
