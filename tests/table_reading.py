"""What a table gives, and how it is refused, for the tests of every kind of table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from classifier.errors import TableError
from classifier.tables import read_records


def values(path: Path, **options: Any) -> list[dict[str, Any]]:
    return [record.values for record in read_records(path, **options)]


def refused(path: Path, **options: Any) -> str:
    with pytest.raises(TableError) as caught:
        list(read_records(path, **options))
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)
    return str(caught.value)
