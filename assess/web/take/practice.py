"""The practice question: one of the kind that counts, but it does not."""

from typing import Final

from assess.core.edition import Option, Question

PRACTICE: Final = Question(
    key="practice",
    skill="practice",
    kind="situation",
    text=(
        "A shopper calls an electronics store: “Your app says my headphones are ready, but "
        "the pickup desk says they are not here.” You can see that the order arrived ten "
        "minutes ago and still has to be unpacked. What do you say first?"
    ),
    options=(
        Option(
            key="a",
            text="“The desk is right: it has to be unpacked first. The app is often early.”",
            credit=0.3,
            why="It explains the mix-up, but leaves the shopper without a time or a next step.",
        ),
        Option(
            key="b",
            text="“I’m so sorry, that must be really annoying. Thank you for your patience!”",
            credit=0,
            why="It is kind, and the shopper still knows nothing more than before the call.",
        ),
        Option(
            key="c",
            text="“It came in ten minutes ago. It’s being unpacked; can you wait a little?”",
            credit=0.6,
            why="True and clear. It asks for time, but does not say how much, or who will help.",
        ),
        Option(
            key="d",
            text="“It’s here, just not unpacked. I’ll ask the desk to bring it out to you now.”",
            credit=1,
            why="It says what is true and takes the next step, so the shopper can stop chasing.",
        ),
    ),
)
