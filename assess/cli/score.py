"""``flask --app wsgi score``: score many people from a file, line by line."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from assess.cli.edition import FILE, read_file
from assess.core.compiled import compile_edition
from assess.core.jsonlines import score_line

_DASH = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
# A row of answers is a few kilobytes; a line without end must not fill the memory.
_LONGEST_LINE = 1024 * 1024


@click.command()
@click.option("--edition", "file", type=FILE, required=True, help="The edition, YAML or JSON.")
@click.option("--in", "source", type=_DASH, default="-", help="JSON Lines; - is standard input.")
@click.option("--out", "target", type=_DASH, default="-", help="- is standard output.")
def score(file: Path, source: Path, target: Path) -> None:
    """Score JSON Lines of answers (or of scores) against an edition.

    \b
    {"id": …, "answers": {"QUESTION": "OPTION" or ["OPTION", …] or "not_sure"
                          or "not_applicable"}, "goal": "ROLE" (optional)}
    {"id": …, "scores": {"SKILL": 0 to 100, … every skill}}

    A row that cannot be scored gives an error row with its line number; the rest goes on,
    and the exit code is then 1.
    """  # noqa: D301 - \b keeps click from wrapping the example
    compiled = compile_edition(read_file(file))
    failed = 0
    try:
        with (
            click.open_file(str(source), "rb") as lines,
            click.open_file(str(target), "w", encoding="utf-8") as out,
            _progress(lines, quiet=str(target) == "-" and sys.stdout.isatty()) as bar,
        ):
            for number, line in enumerate(_lines(lines), start=1):
                bar.update(len(line))
                if line.strip():
                    row, good = score_line(compiled, line, number)
                    failed += not good
                    out.write(row + "\n")
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'Writing'}: {error.strerror}") from None
    if failed:
        raise click.ClickException(f"{failed} row{'s' if failed > 1 else ''} not scored.")


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield lines; one that is too long comes cut, and its rest is passed over."""
    while line := file.readline(_LONGEST_LINE):
        yield line
        while len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(_LONGEST_LINE)


def _progress(file: IO[bytes], *, quiet: bool) -> "click._termui_impl.ProgressBar[int]":
    """Return a bar over the bytes of a file: shown on a terminal only."""
    try:
        length = os.fstat(file.fileno()).st_size or None
    except (OSError, io.UnsupportedOperation):
        length = None
    shown = sys.stderr.isatty() and length is not None and not quiet
    return click.progressbar(length=length or 0, label="Scoring", file=sys.stderr, hidden=not shown)
