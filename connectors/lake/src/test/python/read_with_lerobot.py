"""Opens every bucket of a dataset with the reference reader of LeRobotDataset.

usage: read_with_lerobot.py DATASET EXPECTED.json

EXPECTED.json: {"buckets": [{
    "root": folder below DATASET, "fps": int, "rows": int,
    "splits": {name: "from:to"},
    "episodes": [{"task": text, "length": int}],           # in order
    "samples": [{"index": row, "values": {feature: number | bool | list}, "luma": {camera: 0..255}}],
    "pictures": {camera: {"shape": [3, height, width], "crc32": [of the luma of each row]}}  # optional
}]}
Values are compared exactly, as 32-bit floats where the feature is one; luma within 3. Where all rows
are samples, statistics are compared with those of the samples; where there are pictures, their mean
colour with that of every eighth value of every eighth row, within what coding changes.
Prints a line for each bucket; ends with 1 and the first difference on standard error.
"""

import json
import os
import sys
import tempfile
import types
import zlib
from pathlib import Path

cache = tempfile.TemporaryDirectory()
os.environ.update(HF_HUB_OFFLINE="1", HF_HOME=cache.name, HF_DATASETS_CACHE=cache.name, GLOG_minloglevel="2")

import av  # noqa: E402
import numpy  # noqa: E402
import torchvision  # noqa: E402

# The reader closes what this version of torchvision does not have.
torchvision.io.VideoReader.container = types.SimpleNamespace(close=lambda: None)

from lerobot.datasets.lerobot_dataset import LeRobotDataset  # noqa: E402


def same(what, actual, expected):
    if actual != expected:
        sys.exit(f"{what}: read {actual!r}, written {expected!r}")


def values(tensor):
    return numpy.atleast_1d(tensor.numpy())


def check_sample(dataset, expected, episode_of, starts):
    index = expected["index"]
    item = dataset[index]
    episode = episode_of[index]
    frame = index - starts[episode]
    same(f"row {index} index", item["index"].item(), index)
    same(f"row {index} episode", item["episode_index"].item(), episode)
    same(f"row {index} frame", item["frame_index"].item(), frame)
    same(f"row {index} timestamp", item["timestamp"].item(), float(numpy.float32(frame / dataset.fps)))
    for name, value in expected.get("values", {}).items():
        actual = values(item[name])
        wanted = numpy.atleast_1d(numpy.array(value, dtype=actual.dtype))
        same(f"row {index} {name}", actual.tolist(), wanted.tolist())
    for camera, luma in expected.get("luma", {}).items():
        actual = item[camera].mean().item() * 255
        if abs(actual - luma) > 3:
            sys.exit(f"row {index} {camera}: a frame of brightness {actual:.1f}, written {luma}")
    return item


def luma(frame):
    plane = frame.planes[0]
    rows = numpy.frombuffer(plane, numpy.uint8).reshape(-1, plane.line_size)
    return zlib.crc32(rows[: frame.height, : frame.width].tobytes())


def check_pictures(dataset, root, camera, expected):
    shape = expected["shape"]
    same(f"{camera} shape", list(dataset[0][camera].shape), shape)
    paths = dict.fromkeys(
        dataset.meta.get_video_file_path(number, camera) for number in range(dataset.num_episodes)
    )
    total, row = numpy.zeros(3), 0
    for path in paths:
        with av.open(str(root / path)) as container:
            for frame in container.decode(video=0):
                same(f"{path} row {row} luma", luma(frame), expected["crc32"][row])
                total += frame.to_ndarray(format="rgb24")[::8, ::8].mean(axis=(0, 1)) / 255
                row += 1
    same(f"{camera} pictures", row, len(expected["crc32"]))
    mean = numpy.array(dataset.meta.stats[camera]["mean"]).reshape(3)
    if numpy.abs(mean - total / row).max() > 0.01:
        sys.exit(f"{camera}: mean colour {mean} in the statistics, {total / row} in the pictures")


def check_statistics(dataset, samples):
    for name in samples[0]["values"]:
        kind = dataset.meta.features[name]["dtype"]
        rows = [numpy.atleast_1d(sample["values"][name]) for sample in samples]
        wanted = numpy.array(rows).astype(kind).astype(numpy.float64)
        stats = dataset.meta.stats[name]
        same(f"statistics of {name} count", int(stats["count"][0]), len(samples))
        for measure in ("min", "max", "mean", "std"):
            numpy.testing.assert_allclose(
                numpy.array(stats[measure], numpy.float64).reshape(-1),
                getattr(wanted, measure)(axis=0),
                rtol=1e-6,
                atol=1e-9,
                err_msg=f"statistics of {name}: {measure}",
            )


def check_videos(dataset, root):
    for camera in dataset.meta.video_keys:
        frames = {}
        for episode in dataset.meta.episodes:
            path = dataset.meta.get_video_file_path(episode["episode_index"], camera)
            frames[path] = frames.get(path, 0) + episode["length"]
        for path, expected in frames.items():
            with av.open(str(root / path)) as container:
                times = [float(frame.time) for frame in container.decode(video=0)]
            same(f"{path} frames", len(times), expected)
            for number, time in enumerate(times):
                if abs(time - number / dataset.fps) > 1e-4:
                    sys.exit(f"{path}: frame {number} at {time}")


def check_bucket(dataset_folder, expected):
    root = dataset_folder / expected["root"]
    dataset = LeRobotDataset("neural/dataset", root=root, video_backend="pyav")
    same("fps", dataset.fps, expected["fps"])
    same("rows", len(dataset), expected["rows"])
    same("rows of data", len(dataset.hf_dataset), expected["rows"])
    same("episodes", dataset.num_episodes, len(expected["episodes"]))
    same("splits", dataset.meta.info["splits"], expected["splits"])
    if dataset.meta.stats is None:
        sys.exit("stats.json: not found")
    starts, episode_of, row = [], [], 0
    for number, episode in enumerate(expected["episodes"]):
        described = dataset.meta.episodes[number]
        same(f"episode {number} tasks", described["tasks"], [episode["task"]])
        same(f"episode {number} length", described["length"], episode["length"])
        same(f"episode {number} from", described["dataset_from_index"], row)
        starts.append(row)
        row += episode["length"]
        same(f"episode {number} to", described["dataset_to_index"], row)
        episode_of.extend([number] * episode["length"])
    for sample in expected["samples"]:
        item = check_sample(dataset, sample, episode_of, starts)
        same(f"row {sample['index']} task", item["task"], expected["episodes"][episode_of[sample["index"]]]["task"])
    for number, start in enumerate(starts):
        for index in (start, start + expected["episodes"][number]["length"] - 1):
            check_sample(dataset, {"index": index}, episode_of, starts)
    if len(expected["samples"]) == expected["rows"]:
        check_statistics(dataset, expected["samples"])
    check_videos(dataset, root)
    for camera, pictures in expected.get("pictures", {}).items():
        check_pictures(dataset, root, camera, pictures)
    print(f"{expected['root']}: {len(starts)} episodes, {row} rows, {len(expected['samples'])} samples equal")


def main():
    folder = Path(sys.argv[1])
    expected = json.loads(Path(sys.argv[2]).read_text())
    for bucket in expected["buckets"]:
        check_bucket(folder, bucket)


main()
