"""Network shares: SQLite's locks do not hold there, so a store on one would be lost sooner or later."""

import re
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")  # how the kernel writes a blank, tab, newline or backslash; see getmntent(3)
_NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "9pfs", "davfs",
    "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs", "fuse.gvfsd-fuse",
}  # fmt: skip


def share_below(path: Path, mounts: Path = _MOUNTS) -> str | None:
    """The kind of network file system a path lies on, or None. Knows UNC paths and Linux's table of mounts.

    Links are followed, and a drive letter of Windows that stands for a share.
    """
    texts = (str(path), str(path.resolve()))
    if any(text.startswith(("\\\\", "//")) for text in texts):
        return "UNC"
    if not mounts.exists():
        return None
    best, kind = "", None
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, escaped, file_system, *_options = line.split(" ")
        point = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), escaped)
        inside = texts[1] == point or texts[1].startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, file_system
    return kind if kind in _NETWORK else None
