"""A stranger's packed file, taken apart with nothing of its index believed."""

import io
import struct
import zipfile
import zlib
from typing import Final

from assess.services.sheetxml import BrokenError, LargeError

_MOST_UNPACKED: Final = 40 * 1024 * 1024
_MOST_FILES: Final = 500
# What a spreadsheet program writes is packed to about a tenth.
_MOST_RATIO: Final = 200
# All that reading a damaged file may raise.
_NO_ZIP: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError,
    IndexError,
)  # fmt: skip


def unpack(raw: bytes) -> dict[str, bytes]:
    """Return a packed file's parts of XML by their names in small letters.

    To workbooks, capitals make no difference in names. Two that differ in them alone would be
    one part to some readers and another to others, so there may not be two.

    Raises
    ------
    BrokenError
        It is damaged, or its names are not what any program writes.
    LargeError
        It unpacks to far more than a table needs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            entries = packed.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > min(_MOST_UNPACKED, len(raw) * _MOST_RATIO) or len(entries) > _MOST_FILES:
                raise LargeError
            _refuse_names([entry.filename for entry in entries])
            return {
                entry.filename.casefold(): _read(packed, entry)
                for entry in entries
                if _is_wanted(entry)
            }
    except _NO_ZIP as error:
        if isinstance(error, BrokenError | LargeError):
            raise
        raise BrokenError(str(error)) from None


def _read(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return an entry: no more of it is unpacked than the size that was counted.

    ``ZipFile.read`` would unpack the whole first, and then cut it.
    """
    with packed.open(entry) as part:
        return part.read(entry.file_size)


def _refuse_names(names: list[str]) -> None:
    if len({name.casefold() for name in names}) < len(names):
        raise BrokenError("one name twice")
    for name in names:
        steps = name.removesuffix("/").split("/")
        if "\\" in name or ":" in name or not {"", ".", ".."}.isdisjoint(steps):
            raise BrokenError(name)


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    packing = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return packing and entry.filename.casefold().endswith((".xml", ".rels"))
