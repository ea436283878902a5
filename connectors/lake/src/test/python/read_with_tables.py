"""Opens the tables of a dataset with pyarrow, duckdb, datasets and mlcroissant.

usage: read_with_tables.py DATASET EXPECTED.json

EXPECTED.json: {"tables": [{
    "path": file below DATASET (.parquet or .arrow), "rows": int,
    "columns": [name],                                      # in order
    "samples": [{"row": int, "values": {column: number | bool | text | list}}],
    "recordSet": name                                       # where croissant.json describes it alone
}]}
Besides, every Parquet and Arrow file below DATASET is opened, and croissant.json, where it is there,
is validated and all its record sets are loaded. It must be without errors, and without warnings but
that nobody knows the day of its publication.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

cache = tempfile.TemporaryDirectory()
os.environ.update(HF_HUB_OFFLINE="1", HF_HOME=cache.name, HF_DATASETS_CACHE=cache.name)

import datasets  # noqa: E402
import duckdb  # noqa: E402
import numpy  # noqa: E402
import pyarrow  # noqa: E402
import pyarrow.parquet  # noqa: E402

datasets.disable_progress_bars()


def same(what, actual, expected):
    if actual != expected:
        sys.exit(f"{what}: read {actual!r}, written {expected!r}")


def read(path):
    if path.suffix == ".parquet":
        return pyarrow.parquet.read_table(path)
    with pyarrow.memory_map(str(path)) as source:
        return pyarrow.ipc.open_file(source).read_all()


def plain(value):
    """A value as JSON has it."""
    if isinstance(value, (numpy.ndarray, tuple)):
        value = list(value)
    if isinstance(value, list):
        return [plain(element) for element in value]
    return value.item() if isinstance(value, numpy.generic) else value


def as_written(value, kind):
    if pyarrow.types.is_fixed_size_list(kind) or pyarrow.types.is_list(kind):
        return [as_written(element, kind.value_type) for element in value]
    return float(numpy.float32(value)) if pyarrow.types.is_float32(kind) else value


def check_table(folder, expected):
    path = folder / expected["path"]
    table = read(path)
    table.validate(full=True)
    same(f"{path} rows", table.num_rows, expected["rows"])
    same(f"{path} columns", table.column_names, expected["columns"])
    loaded = found = None
    if path.suffix == ".parquet":
        found = duckdb.sql(f"select * from read_parquet('{path}')").fetchall()
        same(f"{path} rows of duckdb", len(found), table.num_rows)
        check_index(path)
        if table.num_rows > 0:  # datasets knows no split without rows
            loaded = datasets.load_dataset("parquet", data_files=str(path), split="train")
            same(f"{path} rows of datasets", len(loaded), table.num_rows)
    for sample in expected["samples"]:
        row = sample["row"]
        loaded_row = loaded[row] if loaded is not None else None
        for name, value in sample["values"].items():
            wanted = as_written(value, table.schema.field(name).type)
            same(f"{path} row {row} {name} (pyarrow)", table[name][row].as_py(), wanted)
            if loaded is not None:
                same(f"{path} row {row} {name} (datasets)", plain(loaded_row[name]), wanted)
                same(f"{path} row {row} {name} (duckdb)", plain(found[row][table.column_names.index(name)]), wanted)


def check_index(path):
    metadata = pyarrow.parquet.ParquetFile(path).metadata
    for group in range(metadata.num_row_groups):
        chunk = metadata.row_group(group).column(0)
        same(f"{path} page index", (chunk.has_column_index, chunk.has_offset_index), (True, True))
        same(f"{path} compression", chunk.compression, "ZSTD")


def check_records(folder, records, expected):
    name = expected["recordSet"]
    same(f"croissant {name} records", len(records), expected["rows"])
    schema = read(folder / expected["path"]).schema
    for sample in expected["samples"]:
        record = records[sample["row"]]
        for column, value in sample["values"].items():
            actual = plain(record[f"{name}/{column}"])
            actual = actual.decode() if isinstance(actual, bytes) else actual
            wanted = as_written(value, schema.field(column).type)
            same(f"croissant {name} row {sample['row']} {column}", actual, wanted)


def check_croissant(folder, tables):
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    issues = dataset.metadata.ctx.issues
    same("croissant errors", sorted(issues.errors), [])
    same("croissant warnings", [text for text in issues.warnings if "datePublished" not in text], [])
    expected = {table["recordSet"]: table for table in tables if "recordSet" in table}
    found = set()
    for record_set in dataset.metadata.record_sets:
        name = record_set.uuid
        records = list(dataset.records(record_set=name))
        if name in expected:
            check_records(folder, records, expected[name])
        elif not records:
            sys.exit(f"croissant: no records of {name}")
        found.add(name)
        print(f"croissant {name}: {len(records)} records")
    same("croissant record sets that are not described", sorted(expected.keys() - found), [])


def main():
    folder = Path(sys.argv[1])
    expected = json.loads(Path(sys.argv[2]).read_text())
    files = sorted(path for kind in ("parquet", "arrow") for path in folder.rglob(f"*.{kind}"))
    for path in files:
        read(path).validate(full=True)
    for table in expected["tables"]:
        check_table(folder, table)
    if (folder / "croissant.json").exists():
        check_croissant(folder, expected["tables"])
    print(f"{len(files)} files open, {len(expected['tables'])} tables equal")


main()
