"""The material a question is asked about: what a person would see on their screen at work."""

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from assess.core.fields import Frozen, Number, Sentence, Title, Unit, Wording


class Message(Frozen):
    """A single message: a voicemail, a post, a note."""

    kind: Literal["message"] = "message"
    channel: Title | None = None
    sender: Title | None = None
    text: Wording


class ChatLine(Frozen):
    """One turn of a chat."""

    who: Title
    text: Wording


class Chat(Frozen):
    """A chat transcript."""

    kind: Literal["chat"]
    lines: Annotated[tuple[ChatLine, ...], Field(min_length=1, max_length=40)]


class Email(Frozen):
    """An e-mail."""

    kind: Literal["email"]
    sender: Title
    subject: Title
    text: Wording


class Prompt(Frozen):
    """A prompt given to an AI assistant and, where there is one, the draft it wrote."""

    kind: Literal["prompt"]
    prompt: Wording
    draft: Sentence | None = None


class Table(Frozen):
    """A small table of figures; every cell is text, as it is to be shown."""

    kind: Literal["table"]
    caption: Title
    columns: Annotated[tuple[Title, ...], Field(min_length=1, max_length=8)]
    rows: Annotated[tuple[tuple[Sentence, ...], ...], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def _rows_are_full(self) -> Self:
        for place, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(f"row {place} has {len(row)} cells, not {len(self.columns)}")
        return self


class Chart(Frozen):
    """A small chart's figures. ``axis_from`` above 0 shows a cut axis on purpose."""

    kind: Literal["chart"]
    form: Literal["bar", "line"]
    caption: Title
    unit: Unit = ""
    labels: Annotated[tuple[Title, ...], Field(min_length=2, max_length=24)]
    values: Annotated[tuple[Number, ...], Field(min_length=2, max_length=24)]
    axis_from: Number = 0

    @model_validator(mode="after")
    def _values_stand_on_the_axis(self) -> Self:
        if len(self.values) != len(self.labels):
            raise ValueError(f"{len(self.labels)} labels for {len(self.values)} values")
        if min(self.values) < self.axis_from or max(self.values) <= self.axis_from:
            raise ValueError("the values must lie above the start of the axis")
        return self


def _tag(value: object) -> str:
    if isinstance(value, str):
        return "text"
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return kind if isinstance(kind, str) else "message"


CONTEXT_KINDS = ("text", "message", "chat", "email", "prompt", "table", "chart")
Context = Annotated[
    Annotated[Sentence, Tag("text")]
    | Annotated[Message, Tag("message")]
    | Annotated[Chat, Tag("chat")]
    | Annotated[Email, Tag("email")]
    | Annotated[Prompt, Tag("prompt")]
    | Annotated[Table, Tag("table")]
    | Annotated[Chart, Tag("chart")],
    Discriminator(_tag),
]
