"""What the question editor calls things."""

from typing import Final

KIND_NAMES: Final = {
    "rating": "Rating: how one usually does it",
    "frequency": "Frequency: how often one does it",
    "situation": "Situation: which response is best",
    "knowledge": "Knowledge: one right answer",
    "knowledge_several": "Knowledge: several right answers",
}
KIND_SHORT: Final = {
    "rating": "Rating",
    "frequency": "Frequency",
    "situation": "Situation",
    "knowledge": "Knowledge, one right",
    "knowledge_several": "Knowledge, several right",
}
DIFFICULTY_NAMES: Final = {"easy": "Easy", "medium": "Medium", "hard": "Hard"}
CONTEXT_NAMES: Final = {
    "": "Nothing",
    "text": "A text",
    "message": "A message",
    "chat": "A chat transcript",
    "email": "An email",
    "prompt": "A prompt to an AI assistant",
    "table": "A table",
    "chart": "A chart",
}
# What the options of a kind are about.
OPTION_WORDS: Final = {
    "rating": (
        "Five options, from what counts least to what counts most. Their order is their score."
    ),
    "frequency": "From least often to most often. Their order is their score.",
    "situation": (
        "Give each a credit from 0 to 1 by what it leads to. One has 1, one has 0, and people "
        "read your reason after they finish."
    ),
    "knowledge": "Mark the one right answer. People read your reasons after they finish.",
    "knowledge_several": (
        "Mark all right answers: at least one, but not all. People read your reasons after they "
        "finish."
    ),
}
SEVERITIES: Final = {"error": "To mend", "warning": "Worth mending", "note": "Have a look"}
