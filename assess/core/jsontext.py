"""JSON from strangers: bounded, and nothing in it that another reader would read otherwise."""

import json
import math
import re
from typing import Final, NoReturn

MAX_DEPTH: Final = 30
# Five megabytes of "[]," would take gigabytes and half a minute to be judged part by part. An
# edition of 800 questions has some 80,000, names included. Commas are counted first, those in
# texts too.
MAX_VALUES: Final = 100_000
_MAX_COMMAS: Final = 3 * MAX_VALUES
_TOO_MANY: Final = f"holds more than {MAX_VALUES:,} values"
# JSON may escape one half of a pair; nothing can be done with such a text.
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


class JsonError(ValueError):
    """A text that is not read; the message says why."""


def read_json(raw: bytes, max_bytes: int) -> object:
    """Read a JSON document.

    Parameters
    ----------
    raw : bytes
        UTF-8, with or without a byte order mark.

    Raises
    ------
    JsonError
        For one that is too large, too full or nested too deeply, that is no UTF-8 or no JSON,
        names a key twice in one object, or holds a number that is not finite.
    """
    if len(raw) > max_bytes:
        raise JsonError(f"larger than {max_bytes // 2**20} MiB")
    if raw.count(b",") > _MAX_COMMAS:
        raise JsonError(_TOO_MANY)
    try:
        found: object = json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=refuse_repeats,
            parse_constant=_no_number,
            parse_float=_finite,
        )
    except UnicodeDecodeError:
        raise JsonError("not UTF-8 text") from None
    except RecursionError:
        raise JsonError("nested too deeply") from None
    except json.JSONDecodeError as error:
        raise JsonError(f"not JSON: {error}") from None
    except JsonError:
        raise
    except ValueError:  # Python's own limit on the digits of a whole number
        raise JsonError("holds a number that is too large") from None
    _refuse_odd(found)
    return found


def refuse_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make an object of its pairs; raises ``JsonError`` where a key stands twice."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise JsonError(f"the key “{key}” stands twice")
        found[key] = value
    return found


def _no_number(name: str) -> NoReturn:
    raise JsonError(f"{name} is no number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise JsonError("holds a number that is too large")
    return value


def _refuse_odd(document: object) -> None:
    """Refuse half characters, deep nesting, and more values than can be judged quickly.

    Goes level by level: a deep document must not exhaust the stack of its checker.
    """
    level, seen = [document], 0
    for _ in range(MAX_DEPTH):
        seen += len(level)
        if seen > MAX_VALUES:
            raise JsonError(_TOO_MANY)
        if any(_SURROGATE.search(part) for part in level if isinstance(part, str)):
            raise JsonError("holds a character that is only half there")
        level = [part for whole in level for part in _parts(whole)]
        if not level:
            return
    raise JsonError("nested too deeply")


def _parts(whole: object) -> list[object]:
    if isinstance(whole, dict):
        return [*whole, *whole.values()]
    return whole if isinstance(whole, list) else []
