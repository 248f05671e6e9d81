"""Tables of any kind to records: CSV, TSV, JSON lines, JSON, Excel, Parquet.

`read_records` takes a path, gives a stream of `Record`s. Not for what the columns mean (dataset, documents.table).
"""

from classifier.tables.columns import Wanted, find_columns
from classifier.tables.reading import SUFFIXES, read_records
from classifier.tables.records import Record

__all__ = ["SUFFIXES", "Record", "Wanted", "find_columns", "read_records"]
