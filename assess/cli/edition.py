"""``flask --app wsgi edition``: check, load, export, list editions; print their schema."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from assess.cli.database import reaching_database
from assess.core.codec import EditionError, json_schema, read_edition, to_json, to_yaml
from assess.core.edition import Edition
from assess.core.lint import Finding
from assess.core.lint import check as check_quality
from assess.extensions import db
from assess.services import editions
from assess.services.errors import NotFoundError

FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.group()
def edition() -> None:
    """Work with editions of the assessment."""


def read_file(path: Path) -> Edition:
    """Read an edition from a file or standard input; say every fault and stop."""
    try:
        with click.open_file(str(path), "rb") as file:
            return read_edition(file.read())
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}.") from None
    except EditionError as error:
        for finding in error.findings:
            click.echo(finding, err=True)
        count = len(error.findings)
        raise click.ClickException(
            f"{path} is not an edition: {count} fault{'s' if count > 1 else ''}."
        ) from None


@edition.command()
@click.argument("file", type=FILE)
@click.option("--quality", is_flag=True, help="Read the questions as a careful reader would.")
def check(file: Path, *, quality: bool) -> None:
    """Say whether FILE (YAML or JSON, - for standard input) is an edition.

    With --quality, also say what is doubtful about its questions; an error makes it fail.
    """
    found = read_file(file)
    click.echo(
        f"{found.title}: {len(found.skills)} skills, {len(found.questions)} questions, "
        f"{len(found.roles)} roles. No faults."
    )
    if quality and _say_quality(check_quality(found)):
        raise click.exceptions.Exit(1)


def _say_quality(findings: tuple[Finding, ...]) -> bool:
    """Print findings, the gravest first, and say whether one is an error."""
    counts = []
    for severity in ("error", "warning", "note"):
        group = [finding for finding in findings if finding.severity == severity]
        kept = sum(finding.accepted is not None for finding in group)
        counts.append(_count(len(group) - kept, severity) + (f" ({kept} accepted)" if kept else ""))
        if group:
            click.echo(f"\n{severity.upper()}S")
        for finding in sorted(group, key=lambda finding: finding.accepted is not None):
            _say_finding(finding)
    click.echo(f"\nQuality: {', '.join(counts)}.")
    return any(finding.severity == "error" for finding in findings)


def _say_finding(finding: Finding) -> None:
    click.echo(f"\n{finding.place} ({finding.key}): {finding.message} [{finding.rule}]")
    if finding.accepted is not None:
        click.echo(f"  Accepted: {finding.accepted}")
        return
    click.echo(f"  Why:  {finding.why}")
    click.echo(f"  Do:   {finding.remedy}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@edition.command()
@click.argument("file", type=FILE)
@click.option("--note", default="", help="What is new in it.")
@with_appcontext
def load(file: Path, note: str) -> None:
    """Publish FILE as the next edition."""
    found = read_file(file)
    with reaching_database():
        before = {info.number for info in editions.list_editions(db.session())}
        info = editions.publish(db.session(), found, "command line", note, datetime.now(UTC))
    known = " (published before; nothing changed)" if info.number in before else ""
    click.echo(f"Edition {info.number}, digest {info.digest[:12]}{known}.")


@edition.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@click.option(
    "--format", "form", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True
)
@with_appcontext
def export(number: int, form: str) -> None:
    """Write edition NUMBER to standard output."""
    try:
        with reaching_database():
            found = editions.fetch(db.session(), number).edition
    except NotFoundError:
        raise click.ClickException(f"There is no edition {number}.") from None
    click.echo(to_yaml(found) if form == "yaml" else to_json(found), nl=False)


@edition.command()
def schema() -> None:
    """Print the JSON Schema of the edition document."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@edition.command("list")
@with_appcontext
def list_() -> None:
    """List the published editions, oldest first."""
    with reaching_database():
        infos = editions.list_editions(db.session())
    for info in infos:
        when = info.published_at.strftime("%Y-%m-%d %H:%M UTC")
        click.echo(f"{info.number}\t{when}\t{info.digest[:12]}\t{info.published_by}\t{info.note}")
