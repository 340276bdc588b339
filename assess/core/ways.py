"""The six ways to grow; an action belongs to one of them."""

from typing import Final

WAYS: Final = {
    "know-the-business": "Learn how the business works",
    "own-your-metrics": "Own your numbers",
    "ask-for-coaching": "Ask for coaching",
    "learn-from-the-best": "Learn from the best",
    "try-new-tools": "Get comfortable with AI and what comes next",
    "explore-openings": "Explore openings",
}
