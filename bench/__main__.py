"""``make bench``: pages as multiples of a Flask hello-world, scoring by the clock, the bank."""

from bench import questions, requests, scoring

requests.main()
scoring.main()
questions.main()
