"""The desk's content: skills, roles, profiles, pay, actions, lengths and an organization's texts.

routes    the blueprint
forms     what forms of these pages share: what the page was drawn from, fields, problems
saving    from a form to a change of the draft, and back to the page where it cannot be kept
notes     remarks on the draft, field by field
skills, roles, matrix, pay, actions, lengths, texts   one page each
"""

from assess.web.content import actions, lengths, matrix, pay, roles, skills, texts
from assess.web.content.routes import bp

__all__ = ["actions", "bp", "lengths", "matrix", "pay", "roles", "skills", "texts"]
