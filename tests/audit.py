"""`make audit`: no pinned package has a known vulnerability or a licence that audit.toml does not list with a reason.

Exit codes: 0 nothing to do; 1 something is not listed; 2 the advisory service could not be asked, so nothing is known.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PINS = ROOT / "constraints.txt"
# Licences that ask for nothing but their text, and the MPL, whose files we do not change.
PERMISSIVE = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|HPND|BSD|0BSD|BSD-[23]-Clause|Apache|Apache-2\.0|ISC|ISCL|MPL|MPL-2\.0|PSF|PSF-2\.0|"
    r"Python-2\.0|Python Software Foundation|Unlicense|CC0-1\.0|Zlib|Mozilla Public|3-Clause)\b",
    re.IGNORECASE,
)


def main() -> int:
    """Check licences, then ask for advisories."""
    listed = tomllib.loads((ROOT / "audit.toml").read_text(encoding="utf-8"))
    wrong = [f"licence: {name}: {licence}" for name, licence in unlisted_licences(listed)]
    found = advisories()
    skipped = [one["name"] for one in found if "skip_reason" in one]
    wrong += [f"vulnerability: {one}" for one in unlisted_advisories(found, listed)]
    for line in wrong:
        print(
            f"audit: {line} is not in audit.toml: update the package, or list it with the reason",
            file=sys.stderr,
        )
    if skipped:
        print(
            f"audit: no advisories could be had for {len(skipped)} of {len(found)} packages", file=sys.stderr
        )
    print(f"audit: {len(pins())} packages, {len(found) - len(skipped)} with their advisories")
    return 1 if wrong else 2 if skipped else 0


def pins() -> tuple[str, ...]:
    """The packages that are pinned."""
    lines = PINS.read_text(encoding="utf-8").splitlines()
    return tuple(line.split("==")[0] for line in lines if "==" in line)


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


def unlisted_advisories(found: list[dict[str, Any]], listed: dict[str, Any]) -> Iterator[str]:
    """Vulnerabilities that nobody has given a reason for."""
    known = {(one["package"].casefold(), one["id"]) for one in listed.get("vulnerability", ())}
    for one in found:
        for fault in one.get("vulns", ()):
            names = {fault["id"], *fault.get("aliases", ())}
            if not any((one["name"].casefold(), name) in known for name in names):
                yield f"{one['name']} {one['version']}: {fault['id']}"


if __name__ == "__main__":
    raise SystemExit(main())
