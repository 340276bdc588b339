"""``make bench``: pages as multiples of a Flask hello-world, scoring, the bank, the editor."""

from bench import editor, questions, requests, scoring

requests.main()
scoring.main()
questions.main()
editor.main()
