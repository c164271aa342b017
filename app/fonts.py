"""Sarabun on the local server: the dashboard never asks another machine for a font.

The font files come from the dependency fontpkg-sarabun (SIL Open Font License); the repository holds none.
"""

import os
import tempfile
from pathlib import Path

import fontpkg_sarabun

FONT_FILES = ("Sarabun-Regular.ttf", "Sarabun-SemiBold.ttf", "Sarabun-Bold.ttf")
STATIC_DIR = Path(__file__).resolve().parents[1] / "static"


def font_source(file_name: str) -> Path:
    """Where the package keeps one font file; for matplotlib and office files too."""
    return fontpkg_sarabun.ROOT / "files" / file_name


def ensure_fonts(static_dir: Path = STATIC_DIR) -> tuple[Path, ...]:
    """Put the fonts named in .streamlit/config.toml into static_dir, and the licence beside them.

    A file that is there with the right size is left alone, so calling it at every start costs nothing. Each file
    is written aside and moved into place: two sessions that start at once never serve half a font.
    Raises OSError when the folder cannot be written.
    """
    static_dir.mkdir(parents=True, exist_ok=True)
    _copy_once(fontpkg_sarabun.ROOT / "LICENSE", static_dir / "Sarabun-LICENSE.txt")
    return tuple(_copy_once(font_source(name), static_dir / name) for name in FONT_FILES)


def _copy_once(source: Path, target: Path) -> Path:
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return target
    handle, partial = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(source.read_bytes())
    Path(partial).chmod(0o644)
    return Path(partial).replace(target)
