// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Who came first with a recording, and who took it back
/// @notice A registration is a root over blinded identifiers of recordings: it tells nothing of
/// them until their contributor shows the blinding, and then that they existed by then. The order
/// of registrations on the chain decides who was first. Copying somebody's root gains nothing:
/// what is blinded names the manifest, and the manifest its contributor.
contract ContributionRegistry is AccessControl, EIP712 {
    /// @notice May register many contributors' roots under one
    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR_ROLE");

    /// @notice EIP-712 type of what a contributor signs for somebody else to register
    bytes32 public constant REGISTRATION_TYPE =
        keccak256("Registration(address contributor,bytes32 root,uint32 count,uint256 deadline)");

    /// @notice EIP-712 type of what a contributor signs for somebody else to revoke
    bytes32 public constant REVOCATION_TYPE =
        keccak256("Revocation(address contributor,bytes32 recording,uint256 deadline)");

    /// @notice The block in which somebody registered a root; 0 if he did not
    /// @dev By who registered it: else whoever sees a root on its way could register it first with
    /// a false count, and its contributor could not any more. Whose root counts is decided by the
    /// manifests under it, and when by the earliest registration with the right count.
    mapping(address registrant => mapping(bytes32 root => uint256 blockNumber)) public registeredAt;

    /// @notice The block in which a contributor revoked a recording; 0 if he did not
    /// @dev Whoever reads this checks that the recording's manifest is this contributor's: anybody
    /// may revoke any digest in his own name, and it means nothing.
    mapping(address contributor => mapping(bytes32 recording => uint256 blockNumber)) public
        revokedAt;

    /// @notice A contributor registered recordings
    /// @param contributor who registered them, or signed for it
    /// @param root Merkle root (RFC 6962, SHA-256) over their blinded identifiers
    /// @param count how many there are
    event Registered(address indexed contributor, bytes32 indexed root, uint32 count);

    /// @notice Registrations of many contributors under one root
    /// @param registrar who registered them
    /// @param root Merkle root over them, in the order in which they count
    /// @param count how many there are
    /// @param list SHA-256 of the published list of them
    event BatchRegistered(
        address indexed registrar, bytes32 indexed root, uint32 count, bytes32 list
    );

    /// @notice A contributor takes a recording back
    /// @param contributor who takes it back, or signed for it
    /// @param recording SHA-256 of its signed manifest
    event Revoked(address indexed contributor, bytes32 indexed recording);

    /// @notice There is nothing under this root
    error NothingRegistered();

    /// @notice The registrant registered this root before
    /// @param root the one
    error AlreadyRegistered(bytes32 root);

    /// @notice The signature was to be used before
    /// @param deadline when at the latest, in seconds
    error Expired(uint256 deadline);

    /// @notice The signature is not the signer's over this, for this contract on this chain
    /// @param signer who is said to have signed
    error FalseSignature(address signer);

    /// @param admin decides who is a registrar
    constructor(address admin) EIP712("Neural", "1") {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
    }

    /// @notice Registers recordings of the sender
    /// @param root Merkle root over their blinded identifiers
    /// @param count how many there are
    function register(bytes32 root, uint32 count) external {
        _register(msg.sender, root, count);
        emit Registered(msg.sender, root, count);
    }

    /// @notice Registers recordings of a contributor who signed for it
    /// @param contributor whose they are; a contract signs by ERC-1271
    /// @param root Merkle root over their blinded identifiers
    /// @param count how many there are
    /// @param deadline when the signature may be used at the latest, in seconds
    /// @param signature over {REGISTRATION_TYPE}
    function registerFor(
        address contributor,
        bytes32 root,
        uint32 count,
        uint256 deadline,
        bytes calldata signature
    ) external {
        bytes32 digest = keccak256(
            abi.encode(REGISTRATION_TYPE, contributor, root, count, deadline)
        );
        _requireSigned(contributor, digest, deadline, signature);
        _register(contributor, root, count);
        emit Registered(contributor, root, count);
    }

    /// @notice Registers what many contributors handed in
    /// @param root Merkle root over the registrations, in the order in which they count
    /// @param count how many there are
    /// @param list SHA-256 of the published list of them
    function registerBatch(bytes32 root, uint32 count, bytes32 list)
        external
        onlyRole(REGISTRAR_ROLE)
    {
        _register(msg.sender, root, count);
        emit BatchRegistered(msg.sender, root, count, list);
    }

    /// @notice Takes a recording of the sender back; again changes nothing
    /// @param recording SHA-256 of its signed manifest
    function revoke(bytes32 recording) external {
        _revoke(msg.sender, recording);
    }

    /// @notice Takes a recording back whose contributor signed for it; again changes nothing
    /// @param contributor whose it is; a contract signs by ERC-1271
    /// @param recording SHA-256 of its signed manifest
    /// @param deadline when the signature may be used at the latest, in seconds
    /// @param signature over {REVOCATION_TYPE}
    function revokeFor(
        address contributor,
        bytes32 recording,
        uint256 deadline,
        bytes calldata signature
    ) external {
        bytes32 digest = keccak256(abi.encode(REVOCATION_TYPE, contributor, recording, deadline));
        _requireSigned(contributor, digest, deadline, signature);
        _revoke(contributor, recording);
    }

    function _register(address registrant, bytes32 root, uint32 count) private {
        if (count == 0 || root == 0) {
            revert NothingRegistered();
        }
        if (registeredAt[registrant][root] != 0) {
            revert AlreadyRegistered(root);
        }
        registeredAt[registrant][root] = block.number;
    }

    function _revoke(address contributor, bytes32 recording) private {
        if (revokedAt[contributor][recording] == 0) {
            revokedAt[contributor][recording] = block.number;
            emit Revoked(contributor, recording);
        }
    }

    function _requireSigned(
        address signer,
        bytes32 structHash,
        uint256 deadline,
        bytes calldata signature
    ) private view {
        if (block.timestamp > deadline) {
            revert Expired(deadline);
        }
        bytes32 digest = _hashTypedDataV4(structHash);
        if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature)) {
            revert FalseSignature(signer);
        }
    }
}
