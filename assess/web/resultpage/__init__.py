"""A result made ready for a template: for its holder, and for whoever has a link to it."""
