"""Reads the lineage of a dataset in other people's languages and holds it against its own.

Usage: read_with_lineage.py DATASET LINEAGE, where LINEAGE is as the test writes it: the paths of a
PROV-JSON document and of OpenLineage events, in this order. Needs prov and openlineage-python.
"""
import json
import pathlib
import sys
import uuid

from openlineage.client.generated import base, dataset_version_dataset, job_type_job, ownership_dataset, parent_run
from openlineage.client.serde import Serde
from prov import model

OFFICIAL = {
    "version": dataset_version_dataset.DatasetVersionDatasetFacet,
    "jobType": job_type_job.JobTypeJobFacet,
    "ownership": ownership_dataset.OwnershipDatasetFacet,
    "parent": parent_run.ParentRunFacet,
}
KINDS = {"run": base.RunFacet, "job": base.JobFacet, "dataset": base.DatasetFacet}


def lines(dataset, name):
    with open(dataset / "lineage" / name, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def links(named):
    return {name: link["/"] for name, link in named.items() if name != "private"}


def secrets(recordings, clips):
    """What must be in no export: salts, commitments, digests of private halves."""
    for recording in recordings:
        half = recording["manifest"]["public_half"]
        yield half["private_half"]
        yield from half["commitments"].values()
        if "publication" in recording:
            yield recording["publication"]["salt"]
    yield from (clip["salt"] for clip in clips if clip["salt"])


def local(name):
    return name.localpart


def attributes(record, *names):
    found = dict(record.formal_attributes)
    return tuple(local(found[model.PROV[name]]) for name in names)


def roles(document, kind, *names):
    return sorted(
        attributes(record, *names) + tuple(record.get_attribute("prov:role"))
        for record in document.get_records(kind)
    )


def check_prov(path, derivations, recordings, clips):
    document = model.ProvDocument.deserialize(str(path), format="json")
    again = model.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document, "it does not come back the same"
    assert document.unified().get_records(), "it cannot be unified"
    used, made = [], []
    for line in derivations:
        cid = line["cid"]["/"]
        used += [(cid, link, role) for role, link in links(line["derivation"]["inputs"]).items()]
        made += [(link, cid, role) for role, link in links(line["outputs"]).items()]
    activities = list(document.get_records(model.ProvActivity))
    assert sorted(local(it.identifier) for it in activities) == sorted(
        line["cid"]["/"] for line in derivations)
    assert roles(document, model.ProvUsage, "activity", "entity") == sorted(used)
    assert roles(document, model.ProvGeneration, "entity", "activity") == sorted(made)
    attributed = sorted(
        attributes(it, "entity", "agent") for it in document.get_records(model.ProvAttribution))
    assert attributed == sorted(
        (it["recording"]["/"], it["manifest"]["public_half"]["contributor"]) for it in recordings)
    entities = [local(it.identifier) for it in document.get_records(model.ProvEntity)]
    assert len(set(entities)) == len(entities), "an entity is there twice"
    derived = {attributes(it, "generatedEntity", "usedEntity")
               for it in document.get_records(model.ProvDerivation)}
    assert {end for pair in derived for end in pair} <= set(entities), "an entity is missing"
    for clip in clips:
        for link in links(clip["files"]).values():
            assert (link, clip["recording"]["/"]) in derived, "a file does not lead to its recording"
    revisions = sum(
        model.PROV["Revision"] in it.get_asserted_types()
        for it in document.get_records(model.ProvDerivation))
    print(f"prov: {len(activities)} activities, {len(entities)} entities equal, {revisions} revisions")


def facets(values, kind):
    made = {}
    for name, value in values.items():
        fields = {key: it for key, it in value.items() if not key.startswith("_")}
        if name == "parent":
            fields = {"run": parent_run.Run(**fields["run"]), "job": parent_run.Job(**fields["job"])}
        if name == "ownership":
            fields = {"owners": [ownership_dataset.Owner(**it) for it in fields["owners"]]}
        if name in OFFICIAL:
            made[name] = OFFICIAL[name](**fields, producer=value["_producer"])
            assert made[name]._schemaURL == value["_schemaURL"], name
        else:
            made[name] = KINDS[kind](producer=value["_producer"]).with_additional_properties(**fields)
            made[name]._schemaURL = value["_schemaURL"]
    return made


def named(kind, value, facet_kind):
    fields = dict(value)
    return kind(**fields | {"facets": facets(fields.get("facets", {}), facet_kind)})


def without_empty(value):
    if isinstance(value, dict):
        kept = {key: without_empty(it) for key, it in value.items()}
        return {key: it for key, it in kept.items() if it not in ({}, [], None)}
    return [without_empty(it) for it in value] if isinstance(value, list) else value


def check_openlineage(path, derivations, recordings):
    runs, owners = {}, {}
    with open(path, encoding="utf-8") as file:
        events = [json.loads(line) for line in file]
    for event in events:
        made = base.RunEvent(
            eventTime=event["eventTime"],
            producer=event["producer"],
            eventType=base.EventType(event["eventType"]),
            run=named(base.Run, event["run"], "run"),
            job=named(base.Job, event["job"], "job"),
            inputs=[named(base.InputDataset, it, "dataset") for it in event["inputs"]],
            outputs=[named(base.OutputDataset, it, "dataset") for it in event["outputs"]],
        )
        assert without_empty(json.loads(Serde.to_json(made))) == without_empty(event), event
        runs.setdefault(event["run"]["runId"], []).append(event)
        for dataset in event["inputs"]:
            for owner in dataset.get("facets", {}).get("ownership", {}).get("owners", []):
                owners[dataset["name"]] = owner["name"].rsplit(":", 1)[1]
    for line in derivations:
        run = runs.pop(str(uuid.uuid5(uuid.NAMESPACE_URL, "ipfs://" + line["cid"]["/"])))
        assert [it["eventType"] for it in run] == ["START", "COMPLETE"]
        last = run[-1]
        assert last["job"]["name"] == line["derivation"]["operator"]
        assert {it["name"] for it in last["inputs"]} == set(links(line["derivation"]["inputs"]).values())
        assert {it["name"] for it in last["outputs"]} == set(links(line["outputs"]).values())
    assert owners == {
        it["recording"]["/"]: it["manifest"]["public_half"]["contributor"] for it in recordings}
    (version,) = runs.values()
    assert version[0]["eventType"] == "START" and version[-1]["eventType"] == "COMPLETE"
    print(f"openlineage: {len(events)} events of {len(derivations) + 1} runs equal")


def main(dataset, lineage):
    derivations = lines(dataset, "derivations.jsonl")
    recordings = lines(dataset, "recordings.jsonl")
    clips = lines(dataset, "clips.jsonl")
    prov, openlineage = (pathlib.Path(it) for it in json.loads(lineage.read_text()))
    for path in (prov, openlineage):
        text = path.read_text(encoding="utf-8")
        assert not any(secret in text for secret in secrets(recordings, clips)), "a secret is told"
    check_prov(prov, derivations, recordings, clips)
    check_openlineage(openlineage, derivations, recordings)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
