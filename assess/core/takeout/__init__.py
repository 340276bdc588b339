"""A person's own data on its way out and back in: files that say what they are."""
