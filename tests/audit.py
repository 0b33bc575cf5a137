"""`make audit`: no pinned package has a known vulnerability or a licence that audit.toml does not list with a reason.

Advisories come from PyPI through pip-audit; or, where a machine may not ask, from a copy of OSV's database for PyPI
that is carried to it (`make audit ADVISORIES=all.zip`; osv.dev offers the file, made anew each day). Exit codes: 0
nothing to do; 1 something is not listed; 2 no advisories could be had, so nothing is known of vulnerabilities.
"""

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).parent.parent
PINS = ROOT / "constraints.txt"
# Licences that ask for nothing but their text, and the MPL, whose files we do not change.
PERMISSIVE = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|HPND|BSD|0BSD|BSD-[23]-Clause|Apache|Apache-2\.0|ISC|ISCL|MPL|MPL-2\.0|PSF|PSF-2\.0|"
    r"Python-2\.0|Python Software Foundation|Unlicense|CC0-1\.0|Zlib|Mozilla Public|3-Clause)\b",
    re.IGNORECASE,
)


def main(copy: str = "") -> int:
    """Check licences, then look for advisories: in a copy of OSV's database, or by asking."""
    listed = tomllib.loads((ROOT / "audit.toml").read_text(encoding="utf-8"))
    wrong = [f"licence: {name}: {licence}" for name, licence in unlisted_licences(listed)]
    try:
        found = copied_advisories(Path(copy)) if copy else advisories()
    except (OSError, zipfile.BadZipFile, ValueError, KeyError) as fault:
        print(f"audit: {copy} is no copy of OSV's database for PyPI (all.zip): {fault}", file=sys.stderr)
        return 2
    skipped = [one["name"] for one in found if "skip_reason" in one]
    wrong += [f"vulnerability: {one}" for one in unlisted_advisories(found, listed)]
    for line in wrong:
        print(
            f"audit: {line} is not in audit.toml: update the package, or list it with the reason",
            file=sys.stderr,
        )
    if skipped:
        print(
            f"audit: no advisories could be had for {len(skipped)} of {len(found)} packages: run it where PyPI can be "
            "asked, or carry OSV's all.zip for PyPI here and give ADVISORIES=all.zip",
            file=sys.stderr,
        )
    print(f"audit: {len(pins())} packages, {len(found) - len(skipped)} with their advisories")
    return 1 if wrong else 2 if skipped else 0


def pins() -> dict[str, str]:
    """The packages that are pinned, with their versions."""
    lines = (line.split(";")[0].strip() for line in PINS.read_text(encoding="utf-8").splitlines())
    return dict(line.split("==") for line in lines if "==" in line)


def licence(name: str) -> str:
    """What a package says of its licence; "" where it is not installed, "unknown" where it says nothing."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return ""
    said = [found.get("License-Expression", ""), (found.get("License") or "").split("\n")[0][:80]]
    said += [line.split("::")[-1] for line in found.get_all("Classifier") or () if line.startswith("License")]
    return "; ".join(dict.fromkeys(part.strip() for part in said if part and part.strip())) or "unknown"


def unlisted_licences(listed: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Installed packages whose licence is neither permissive nor listed."""
    known = {one["package"] for one in listed.get("licence", ())}
    for name in pins():
        said = licence(name)
        if said and name not in known and ("GPL" in said.upper() or not PERMISSIVE.search(said)):
            yield name, said


def advisories() -> list[dict[str, Any]]:
    """What pip-audit says of every pinned package."""
    words = [
        "--requirement",
        str(PINS),
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", *words], capture_output=True, text=True, check=False
    )
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = done.stderr.strip().splitlines()[-1:] or ["no answer"]
        return [{"name": name, "skip_reason": reason[0]} for name in pins()]
    return found


def copied_advisories(file: Path) -> list[dict[str, Any]]:
    """What a copy of OSV's database says of every pinned package, as pip-audit would say it."""
    found = {
        canonicalize_name(name): {"name": name, "version": version, "vulns": []}
        for name, version in pins().items()
    }
    with zipfile.ZipFile(file) as archive:
        for member in archive.namelist():
            advisory = json.loads(archive.read(member))
            for affected in () if "withdrawn" in advisory else advisory["affected"]:
                one = found.get(canonicalize_name(affected.get("package", {}).get("name", "")))
                if one and is_affected(str(one["version"]), affected):
                    one["vulns"].append({"id": advisory["id"], "aliases": advisory.get("aliases", [])})
    return list(found.values())


def is_affected(version: str, affected: dict[str, Any]) -> bool:
    """Whether an entry of the OSV schema (`affected`) is about a version: listed, or within a range."""
    if version in affected.get("versions", ()):
        return True
    ranges = (one["events"] for one in affected.get("ranges", ()) if one["type"] == "ECOSYSTEM")
    return any(_within(Version(version), events) for events in ranges)


def _within(version: Version, events: list[dict[str, str]]) -> bool:
    """OSV's own rule: the last event that the version has reached says whether it is affected."""
    reached = []
    for event in events:
        (kind, text), *_ = event.items()
        try:
            at = Version(text)
        except InvalidVersion:
            continue
        if at < version or (at == version and kind != "last_affected"):
            reached.append((at, kind == "introduced"))
    return bool(reached) and max(reached)[1]


def unlisted_advisories(found: list[dict[str, Any]], listed: dict[str, Any]) -> Iterator[str]:
    """Vulnerabilities that nobody has given a reason for."""
    known = {(one["package"].casefold(), one["id"]) for one in listed.get("vulnerability", ())}
    for one in found:
        for fault in one.get("vulns", ()):
            names = {fault["id"], *fault.get("aliases", ())}
            if not any((one["name"].casefold(), name) in known for name in names):
                yield f"{one['name']} {one['version']}: {fault['id']}"


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:2]))
