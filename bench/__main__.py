"""``make bench``: pages as multiples of a Flask hello-world, scoring by the clock."""

from bench import requests, scoring

requests.main()
scoring.main()
