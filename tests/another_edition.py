"""An edition that differs from the one that ships in every way a comparison must tell."""

from typing import Final

from assess.core.codec import canonical_json, read_edition
from assess.core.edition import Edition

GONE_SKILL: Final = "nlp"
NEW_SKILL: Final = "negotiation"
GONE_ROLE: Final = "account_manager"
NEW_ROLE: Final = "team_coach"
CHANGED_ROLE: Final = "senior_customer_service_specialist"


def another_edition(edition: Edition) -> Edition:
    """Return an edition with a skill and a role less, one of each more, and a harder role."""
    data = edition.model_dump(mode="json", exclude_none=True)
    for skill in data["skills"]:
        if skill["key"] == GONE_SKILL:
            skill |= {"key": NEW_SKILL, "name": "Negotiation"}
    for part in (*data["questions"], *data["actions"]):
        if part["skill"] == GONE_SKILL:
            part |= {"skill": NEW_SKILL, "key": f"{part['key']}-again"}
    for role in data["roles"]:
        role["profile"][NEW_SKILL] = role["profile"].pop(GONE_SKILL)
        if role["key"] == GONE_ROLE:
            role |= {"key": NEW_ROLE, "name": "Team coach"}
        if role["key"] == CHANGED_ROLE:
            role["profile"]["empathy"]["level"] = 95
        role["next"] = [NEW_ROLE if key == GONE_ROLE else key for key in role["next"]]
    return read_edition(canonical_json(Edition.model_validate(data)))
