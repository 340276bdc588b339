"""Pay: published ranges with their source, and the wage statistics that may stand beside them."""

from typing import Any, Final

from flask import render_template, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from assess.services.draft import part_of
from assess.web.content.forms import DraftForm, line
from assess.web.content.notes import Count, notes_on
from assess.web.content.numbers import number_from, shown, whole_from
from assess.web.content.routes import bp
from assess.web.content.saving import form_problems, keep, opened, page, saved, updated
from assess.web.desk.guard import desk

_PERIODS: Final = (("year", "a year"), ("hour", "an hour"))
_PERCENTILES: Final = (10, 25, 50, 75, 90)
_MOST: Final = 10_000_000
# The code of an occupation: two figures, a hyphen, four figures.
_SOC: Final = (2, 4)
_UNPAID: Final = {"pay": None, "wages": None}


def _percentile(label: str) -> SelectField:
    choices = [SelectChoice(value=str(one), label=f"{one}th percentile") for one in _PERCENTILES]
    return SelectField(label, choices=choices)


class PayForm(DraftForm):
    """A role's range and its wage statistics; what is not ticked is not asked for."""

    published = BooleanField("There is a published range")
    pay_low = line("From")
    pay_high = line("To")
    pay_period = SelectField(
        "For", choices=[SelectChoice(value=value, label=label) for value, label in _PERIODS]
    )
    pay_year = line("Year it was published")
    pay_source = line("Source")
    statistics = BooleanField("Wage statistics of an occupation may stand beside it")
    wages_soc = line("Occupation code (SOC)")
    wages_low = _percentile("From")
    wages_high = _percentile("To")
    wages_label = line("What people read")

    def validate_pay_low(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Ask for an amount."""
        self._amount(field.data, "From")

    def validate_pay_high(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Ask for an amount above the other."""
        self._amount(field.data, "To")
        low, high = number_from(self.pay_low.data), number_from(field.data)
        if self.published.data and low and high and low >= high:
            raise ValidationError("“To” must be more than “From”.")

    def _amount(self, text: str, name: str) -> None:
        value = number_from(text)
        if self.published.data and not (value and value <= _MOST):
            raise ValidationError(f"{name} must be an amount in dollars, such as 34,750.")

    def validate_pay_year(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Ask for a year."""
        if self.published.data and not 1990 <= (whole_from(field.data) or 0) <= 2100:
            raise ValidationError("Give the year with four figures, such as 2026.")

    def validate_pay_source(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Ask for the source: pay is never shown without one."""
        if self.published.data and not field.data:
            raise ValidationError("Say who published the range.")

    def validate_wages_soc(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Ask for the code of an occupation."""
        steps = field.data.split("-")
        sound = field.data.isascii() and all(step.isdecimal() for step in steps)
        if self.statistics.data and not (sound and tuple(map(len, steps)) == _SOC):
            raise ValidationError("Give the code as in 43-4051.")

    def validate_wages_high(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Ask for a percentile above the other."""
        low, high = whole_from(self.wages_low.data), whole_from(field.data)
        if self.statistics.data and low and high and low >= high:
            raise ValidationError("The second percentile must be higher than the first.")

    def validate_wages_label(self, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Ask for words: figures of all workers must not look like the role's own range."""
        if self.statistics.data and not field.data:
            raise ValidationError("Say whose wages these are.")

    def part(self, before: dict[str, Any]) -> dict[str, Any]:
        """Return the role as the page has it; fields that the page does not know are kept."""
        pay = wages = None
        if self.published.data:
            pay = dict(before.get("pay") or {}) | {
                "low": number_from(self.pay_low.data),
                "high": number_from(self.pay_high.data),
                "period": self.pay_period.data,
                "year": whole_from(self.pay_year.data),
                "source": self.pay_source.data,
            }
        if self.statistics.data:
            named = {
                "soc": self.wages_soc.data,
                "percentiles": [int(self.wages_low.data), int(self.wages_high.data)],
            }
            known = dict(before.get("wages") or {})
            if any(known.get(name) != value for name, value in named.items()):
                known = {}  # its figures were another occupation's
            wages = known | named | {"label": self.wages_label.data}
        return updated(before, pay=pay, wages=wages)


def _shown(part: dict[str, Any]) -> dict[str, Any]:
    pay, wages = part.get("pay") or {}, part.get("wages") or {}
    low, high = wages.get("percentiles", (25, 75))
    return {
        "published": bool(pay),
        "pay_low": shown(pay.get("low")),
        "pay_high": shown(pay.get("high")),
        "pay_period": pay.get("period", "year"),
        "pay_year": str(pay.get("year", "")),
        "pay_source": pay.get("source", ""),
        "statistics": bool(wages),
        "wages_soc": wages.get("soc", ""),
        "wages_low": str(low),
        "wages_high": str(high),
        "wages_label": wages.get("label", ""),
    }


@bp.get("/pay")
@desk("editor")
def pay() -> str:
    """List what each role pays, and where the figure comes from."""
    draft = opened()
    roles = [_UNPAID | draft.parts[f"roles/{role.key}"] for role in draft.edition.roles]
    return render_template("content/pay.html", roles=roles, counts=Count.by_part(draft))


@bp.route("/pay/<key:key>", methods=["GET", "POST"])
@desk("editor")
def pay_of(key: str) -> Response | tuple[str, int]:
    """Edit the pay of a role."""
    draft = opened()
    name = f"roles/{key}"
    before = part_of(draft, name)
    form = PayForm(data=_shown(before))
    problems = []
    if form.validate_on_submit():
        what = f"Pay of “{before['name'] or key}”"
        problems = keep(form, what, {name: form.part(before)}, form.labels())
        if not problems:
            return saved("Saved in the draft.", url_for(".pay"))
    elif form.is_submitted():
        problems = form_problems(form)
    notes = {
        inside: notes_on(draft, name, form.labels(), inside=inside) for inside in ("pay", "wages")
    }
    return page(
        "content/pay_of.html",
        form,
        problems,
        draft.revision,
        key=key,
        role=_UNPAID | before,
        notes=notes["pay"] | notes["wages"],
    )
