"""One's skills for a résumé: the skills section of JSON Resume, labeled self-assessed."""

import json
from typing import Any, Final

from assess.core.edition import Skill
from assess.core.outcome import Outcome
from assess.core.scale import LEVELS, level_index
from assess.core.scoring import SkillScore

SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def resume_of(skills: tuple[Skill, ...], outcome: Outcome) -> str:
    """Write the skills that were assessed, each with its level and how sure it is."""
    scored = outcome.skills or {}
    entries = [
        _entry(skill, scored[skill.key])
        for skill in skills
        if scored[skill.key].state != "not assessed"
    ]
    return json.dumps({"$schema": SCHEMA, "skills": entries}, ensure_ascii=False, indent=2) + "\n"


def _entry(skill: Skill, scored: SkillScore) -> dict[str, Any]:
    tentative = scored.state == "tentative"
    label = "self-assessed, tentative" if tentative else "self-assessed"
    keywords = [
        "self-assessed",
        f"{skill.kind} skill",
        f"score {scored.score:.0f} of 100",
        f"likely between {scored.low80:.0f} and {scored.high80:.0f}",
    ]
    if tentative:
        keywords.append("tentative: few answers")
    level = f"{LEVELS[level_index(scored.score)]} ({label})"
    return {"name": skill.name, "level": level, "keywords": keywords}
