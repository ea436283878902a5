// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What the versions of datasets are, and where their samples came from
/// @notice A version is known by the SHA-256 of its manifest (its root CID is that digest as
/// CIDv1, dag-json). Anybody publishes datasets under names of his own; a version names its parent,
/// which must be the one before, so that the versions of a dataset are a line.
/// @dev Proofs read the storage: `_versions` is at slot 0, so the version of key k (see {keyOf}) is at
/// s = keccak256(abi.encode(k, 0)): the word s holds publisher (low 160 bits), number (32 bits above)
/// and samples (64 bits above), the word s + 1 the lineage.
contract DatasetRegistry {
    /// @param publisher who published it
    /// @param number its number among the versions of its dataset, from 1
    /// @param samples how many leaves the lineage has
    /// @param lineage Merkle root (RFC 6962, SHA-256) over where every sample came from
    struct Version {
        address publisher;
        uint32 number;
        uint64 samples;
        bytes32 lineage;
    }

    /// @notice The versions, by publisher's dataset and manifest
    mapping(bytes32 key => Version version) private _versions;

    /// @notice The manifest of the newest version of a dataset; 0 if there is none
    mapping(bytes32 dataset => bytes32 manifest) public head;

    /// @notice A version was published
    /// @param dataset see {datasetOf}
    /// @param manifest SHA-256 of its manifest
    /// @param publisher who published it
    /// @param parent that of the version before; 0 if it is the first
    /// @param lineage Merkle root over where every sample came from
    /// @param samples how many there are
    event Published(
        bytes32 indexed dataset,
        bytes32 indexed manifest,
        address indexed publisher,
        bytes32 parent,
        bytes32 lineage,
        uint64 samples
    );

    /// @notice The parent is not the newest version
    /// @param newest the manifest of that one
    error NotTheNewest(bytes32 newest);

    /// @notice The dataset has this version, with another content or followed by others
    /// @param manifest the version's
    error AlreadyPublished(bytes32 manifest);

    /// @notice A version needs a manifest and a lineage
    error NothingPublished();

    /// @notice Publishes a version; the newest one again, with the same content, changes nothing
    /// @param name the dataset's, among those of the sender
    /// @param parent SHA-256 of the manifest of the newest version, 0 if there is none
    /// @param manifest SHA-256 of the manifest of the version to be published
    /// @param lineage Merkle root over where every sample came from
    /// @param samples how many there are
    function publish(
        bytes32 name,
        bytes32 parent,
        bytes32 manifest,
        bytes32 lineage,
        uint64 samples
    ) external {
        if (manifest == 0 || lineage == 0) {
            revert NothingPublished();
        }
        bytes32 dataset = datasetOf(msg.sender, name);
        bytes32 newest = head[dataset];
        Version storage version = _versions[keyOf(dataset, manifest)];
        if (version.number != 0) {
            if (newest == manifest && version.lineage == lineage && version.samples == samples) {
                return;
            }
            revert AlreadyPublished(manifest);
        }
        if (parent != newest) {
            revert NotTheNewest(newest);
        }
        version.publisher = msg.sender;
        version.number = _versions[keyOf(dataset, parent)].number + 1;
        version.samples = samples;
        version.lineage = lineage;
        head[dataset] = manifest;
        emit Published(dataset, manifest, msg.sender, parent, lineage, samples);
    }

    /// @notice The version of a dataset that has this manifest; its number is 0 if there is none
    /// @param dataset see {datasetOf}
    /// @param manifest SHA-256 of its manifest
    /// @return version who published it, and what it holds
    function versionOf(bytes32 dataset, bytes32 manifest)
        external
        view
        returns (Version memory version)
    {
        return _versions[keyOf(dataset, manifest)];
    }

    /// @notice What a dataset is known by
    /// @param publisher who publishes it
    /// @param name what he calls it
    /// @return dataset its identifier
    function datasetOf(address publisher, bytes32 name) public pure returns (bytes32 dataset) {
        return keccak256(abi.encode(publisher, name));
    }

    /// @notice What a version is stored by
    /// @param dataset see {datasetOf}
    /// @param manifest SHA-256 of its manifest
    /// @return key under which `_versions` holds it
    function keyOf(bytes32 dataset, bytes32 manifest) public pure returns (bytes32 key) {
        return keccak256(abi.encode(dataset, manifest));
    }
}
