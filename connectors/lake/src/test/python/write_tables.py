"""Writes tables as other people do, for our readers.

usage: write_tables.py FOLDER

Each table has 10000 rows; row r has: whole = 3 r, half = r / 2, missing = r or nothing where r is a
multiple of 7, text = "t" and r mod 5, flag = r even, pair = [r, -r], stamp = r microseconds.
"""

import sys
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet

rows = range(10_000)
pairs = pyarrow.array([[r, -r] for r in rows], pyarrow.list_(pyarrow.float32(), 2))
columns = {
    "whole": pyarrow.array([3 * r for r in rows], pyarrow.int64()),
    "half": pyarrow.array([r / 2 for r in rows], pyarrow.float64()),
    "missing": pyarrow.array([None if r % 7 == 0 else r for r in rows], pyarrow.float32()),
    "text": pyarrow.array([f"t{r % 5}" for r in rows]),
    "flag": pyarrow.array([r % 2 == 0 for r in rows]),
    "pair": pairs,
    "stamp": pyarrow.array(list(rows), pyarrow.timestamp("us")),
}
folder = Path(sys.argv[1])
table = pyarrow.table(columns)
for codec in ("snappy", "gzip", "zstd", "none"):
    pyarrow.parquet.write_table(table, folder / f"{codec}.parquet", compression=codec, row_group_size=6000)
pyarrow.parquet.write_table(
    table, folder / "plain.parquet", use_dictionary=False, data_page_version="2.0", store_schema=False
)
plain = table.drop_columns(["pair"])
duckdb.sql(f"copy plain to '{folder}/duckdb.parquet' (format parquet)")

whole = table.drop_columns(["missing", "stamp"])
with pyarrow.ipc.new_file(str(folder / "whole.arrow"), whole.schema) as writer:
    writer.write_table(whole)
packed = pyarrow.ipc.IpcWriteOptions(compression="zstd")
with pyarrow.ipc.new_file(str(folder / "packed.arrow"), whole.schema, options=packed) as writer:
    writer.write_table(whole)
with pyarrow.ipc.new_file(str(folder / "nulls.arrow"), table.schema) as writer:
    writer.write_table(table)
