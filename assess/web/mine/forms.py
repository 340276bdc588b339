"""The form for how pages look, and the empty ones that only carry a token."""

from typing import Final

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from assess.services.values import Look

SCHEMES: Final = {
    "system": ("Like my device", "Light or dark, as your device is set."),
    "light": ("Light", "Dark text on a light page."),
    "dark": ("Dark", "Light text on a dark page."),
}
MOTIONS: Final = {
    "system": ("Like my device", "Soft changes of color, unless your device asks for less motion."),
    "reduced": ("No motion", "Nothing fades or grows. Every change is at once."),
}


def _choices(named: dict[str, tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, (label, _) in named.items()]


class LookForm(FlaskForm):
    """How pages look. ``next`` is where the person came from."""

    scheme = RadioField("Colors", choices=_choices(SCHEMES))
    motion = RadioField("Motion", choices=_choices(MOTIONS))
    next = HiddenField()

    @property
    def chosen(self) -> Look:
        """Return what is chosen, once the form is valid."""
        return Look(self.scheme.data, self.motion.data)


class TokenForm(FlaskForm):
    """A button without fields."""
