"""How the program was called, to be written into a shell again."""

import shlex
import shutil
import sys
from pathlib import Path

PROGRAM = "aspara-desk"


def again(*arguments: str) -> str:
    """A line for the shell with which the same program is called from the same folder."""
    return shlex.join([*_program(Path(sys.argv[0]), Path(sys.executable), Path.cwd()), *arguments])


def _program(script: Path, interpreter: Path, folder: Path) -> list[str]:
    if script.suffix == ".py":
        return [_within(interpreter, folder), _within(script, folder)]
    if script.stem == PROGRAM and shutil.which(PROGRAM) != str(script):
        return [_within(script, folder)]
    return [PROGRAM]


def _within(path: Path, folder: Path) -> str:
    """As short as it may be for somebody who stands in this folder."""
    whole = folder / path
    return str(whole.relative_to(folder)) if whole.is_relative_to(folder) else str(whole)
