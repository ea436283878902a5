"""Opens the tables of a dataset with pyarrow, duckdb, datasets and mlcroissant.

usage: read_with_tables.py DATASET EXPECTED.json

EXPECTED.json: {"tables": [{
    "path": file below DATASET (.parquet or .arrow), "rows": int,
    "columns": [name],                                      # in order
    "samples": [{"row": int, "values": {column: number | bool | text | list}}]
}]}
Besides, every Parquet and Arrow file below DATASET is opened, and croissant.json, where it is there,
is validated and all its record sets are loaded.
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
        loaded = datasets.load_dataset("parquet", data_files=str(path), split="train")
        found = duckdb.sql(f"select * from read_parquet('{path}')").fetchall()
        same(f"{path} rows of datasets", len(loaded), table.num_rows)
        same(f"{path} rows of duckdb", len(found), table.num_rows)
        check_index(path)
    for sample in expected["samples"]:
        row = sample["row"]
        for name, value in sample["values"].items():
            wanted = as_written(value, table.schema.field(name).type)
            same(f"{path} row {row} {name} (pyarrow)", table[name][row].as_py(), wanted)
            if loaded is not None:
                same(f"{path} row {row} {name} (datasets)", plain(loaded[row][name]), wanted)
                same(f"{path} row {row} {name} (duckdb)", plain(found[row][table.column_names.index(name)]), wanted)


def check_index(path):
    metadata = pyarrow.parquet.ParquetFile(path).metadata
    for group in range(metadata.num_row_groups):
        chunk = metadata.row_group(group).column(0)
        same(f"{path} page index", (chunk.has_column_index, chunk.has_offset_index), (True, True))
        same(f"{path} compression", chunk.compression, "ZSTD")


def check_croissant(folder):
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    issues = dataset.metadata.ctx.issues
    same("croissant errors", sorted(issues.errors), [])
    for record_set in dataset.metadata.record_sets:
        names = {field.source.uuid for field in record_set.fields}
        rows = sum(1 for _ in dataset.records(record_set=record_set.uuid))
        if rows == 0:
            sys.exit(f"croissant: no records of {record_set.uuid} from {sorted(names)}")
        print(f"croissant {record_set.uuid}: {rows} records")


def main():
    folder = Path(sys.argv[1])
    expected = json.loads(Path(sys.argv[2]).read_text())
    files = sorted(path for kind in ("parquet", "arrow") for path in folder.rglob(f"*.{kind}"))
    for path in files:
        read(path).validate(full=True)
    for table in expected["tables"]:
        check_table(folder, table)
    if (folder / "croissant.json").exists():
        check_croissant(folder)
    print(f"{len(files)} files open, {len(expected['tables'])} tables equal")


main()
