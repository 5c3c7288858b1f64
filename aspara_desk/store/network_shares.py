"""Network shares: SQLite's locks do not hold there, so a store on one would be lost sooner or later."""

from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "9pfs", "davfs",
    "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs", "fuse.gvfsd-fuse",
}  # fmt: skip


def share_below(path: Path, mounts: Path = _MOUNTS) -> str | None:
    """The kind of network file system a path lies on, or None. Knows UNC paths and Linux's table of mounts."""
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return "UNC"
    if not mounts.exists():
        return None
    best, kind = "", None
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, file_system = line.split(" ")[:3]
        point = point.replace("\\040", " ")
        inside = text == point or text.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, file_system
    return kind if kind in _NETWORK else None
