"""The secrets that codes are made of: bare, or wrapped by a passphrase.

Wrapping: scrypt (RFC 7914; n = 2^15, r = 8, p = 1) gives a key, AES-256-GCM encrypts under it, and the key's own id
is authenticated with it, so that a wrapped secret cannot be moved to another row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from aspara_desk.domain import code
from aspara_desk.domain.code import SEASON_KEY_BYTES, TicketCode
from aspara_desk.domain.errors import StoreUnusable
from aspara_desk.store.identity import SeasonKey

SALT_BYTES = 16
NONCE_BYTES = 12
ENTROPY_BYTES = SEASON_KEY_BYTES + SALT_BYTES + NONCE_BYTES


def new_key(key_id: UUID, entropy: bytes, passphrase: str | None) -> SeasonKey:
    """A new season key out of `ENTROPY_BYTES` random bytes, wrapped where a passphrase is given."""
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"{ENTROPY_BYTES} random bytes are needed")
    secret, rest = entropy[:SEASON_KEY_BYTES], entropy[SEASON_KEY_BYTES:]
    if not passphrase:
        return SeasonKey(key_id, secret, None)
    salt, nonce = rest[:SALT_BYTES], rest[SALT_BYTES:]
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow to load, rarely needed

    sealed = AESGCM(_wrapping_key(passphrase, salt)).encrypt(nonce, secret, key_id.bytes)
    return SeasonKey(key_id, sealed, {"scheme": "scrypt-aesgcm-1", "salt": salt.hex(), "nonce": nonce.hex()})


def _wrapping_key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - slow to load, rarely needed

    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())


def _unwrap(key: SeasonKey, passphrase: str | None) -> bytes:
    if key.wrapping is None:
        return key.secret
    if not passphrase:
        raise StoreUnusable("passphrase_missing")
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow to load, rarely needed
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    wrapping_key = _wrapping_key(passphrase, bytes.fromhex(key.wrapping["salt"]))
    try:
        return AESGCM(wrapping_key).decrypt(bytes.fromhex(key.wrapping["nonce"]), key.secret, key.id.bytes)
    except InvalidTag:
        raise StoreUnusable("passphrase_wrong") from None


@dataclass(frozen=True, slots=True)
class Keyring:
    """The season keys, unwrapped, in memory only. New tickets are made with `newest`."""

    newest: UUID
    _secrets: Mapping[UUID, bytes]

    def __repr__(self) -> str:
        return f"Keyring({len(self._secrets)} keys)"

    def code(self, key_id: UUID, ticket_id: UUID) -> TicketCode:
        return code.derive(self._secrets[key_id], ticket_id)


def unlock(keys: Sequence[SeasonKey], passphrase: str | None) -> Keyring:
    """Raises StoreUnusable where there is no key, or the passphrase is missing or wrong."""
    if not keys:
        raise StoreUnusable("season_missing")
    return Keyring(keys[-1].id, {key.id: _unwrap(key, passphrase) for key in keys})
