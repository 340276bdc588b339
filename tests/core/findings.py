"""What is said about a document that is no edition."""

import pytest

from assess.core.codec import EditionError, edition_from, read_edition
from tests.core.builders import changed


def findings(data: object) -> tuple[str, ...]:
    """Return what is wrong with a document."""
    with pytest.raises(EditionError) as refused:
        edition_from(data)
    assert str(refused.value) == "\n".join(refused.value.findings)
    return refused.value.findings


def places(data: object) -> list[str]:
    """Return the places that are found wrong."""
    return [finding.partition(": ")[0] for finding in findings(data)]


def findings_after(path: str, value: object) -> tuple[str, ...]:
    """Return what is wrong with the small edition after one change."""
    return findings(changed(path, value))


def findings_in(text: str | bytes) -> tuple[str, ...]:
    """Return what is wrong with a text."""
    with pytest.raises(EditionError) as refused:
        read_edition(text)
    return refused.value.findings
