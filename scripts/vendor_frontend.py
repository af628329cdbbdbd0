"""Bring named front-end files from npm into the repository.

Each package goes to ``static/vendor/<name>-<version>/`` with its license and a
``MANIFEST.json`` of SHA-256 sums, which a test recomputes. Run it again after
changing a version below; nothing else fetches front-end files.
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "src/headship/core/static/vendor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One npm package at one version, and the files of it that are served."""

    npm_name: str
    version: str
    files: tuple[str, ...]

    @property
    def folder(self) -> Path:
        name = self.npm_name.rpartition("/")[2].removesuffix(".org")
        return VENDOR / f"{name}-{self.version}"


def _faces(name: str) -> tuple[str, ...]:
    return tuple(
        f"files/{name}-{subset}-{face}.woff2"
        for subset in ("latin", "latin-ext")
        for face in ("400-normal", "400-italic", "600-normal")
    )


PACKAGES = (
    Package(npm_name="htmx.org", version="4.0.1", files=("dist/htmx.min.js",)),
    Package(
        npm_name="@fontsource/source-sans-3",
        version="5.3.1",
        files=_faces("source-sans-3"),
    ),
    Package(
        npm_name="@fontsource/source-serif-4",
        version="5.3.1",
        files=_faces("source-serif-4"),
    ),
)


def main() -> None:
    """Fetch every package that is named above."""
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            bring(package, Path(scratch))
            print(package.folder.name)  # noqa: T201 -- a command's output


def bring(package: Package, scratch: Path) -> None:
    """Pack one package and keep its files, license and sums."""
    archive = pack(package.npm_name, package.version, scratch)
    package.folder.mkdir(parents=True, exist_ok=True)
    sums = {}
    with tarfile.open(archive) as tar:
        for member in (*package.files, "LICENSE"):
            content = tar.extractfile(f"package/{member}").read()
            target = package.folder / Path(member).name
            target.write_bytes(content)
            sums[target.name] = hashlib.sha256(content).hexdigest()
    manifest = {
        "package": package.npm_name,
        "version": package.version,
        "sha256": dict(sorted(sums.items())),
    }
    text = json.dumps(manifest, indent=2) + "\n"
    (package.folder / "MANIFEST.json").write_text(text, encoding="utf-8")


def pack(npm_name: str, version: str, scratch: Path) -> Path:
    """Pack one package of npm and return the archive."""
    run = subprocess.run(  # noqa: S603 -- the arguments are the constants above
        ["npm", "pack", "--json", f"{npm_name}@{version}"],  # noqa: S607 -- npm of the developer
        cwd=scratch,
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(run.stdout)
    first = found[0] if isinstance(found, list) else next(iter(found.values()))
    return scratch / first["filename"]


if __name__ == "__main__":
    main()
