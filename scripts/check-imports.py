#!/usr/bin/env python3
"""Checks that every file imports only what its target may (the graph in docs/architecture.md).

The compiler refuses an undeclared dependency; this also refuses a declared one that points the wrong way.
Prints one line a finding and exits 1 when there is one.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Modules of the system and the toolchain that every target may use.
SYSTEM = {
    "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Swift", "Synchronization", "SystemPackage",
    "Testing",
}
# Never: both open the door to outbound connections or to a second XML parser.
FORBIDDEN = {"FoundationNetworking", "FoundationXML", "XCTest"}

# Modules of this package that a target may import, Core apart: every Swift target may import that.
ALLOWED = {
    "Core": set(),
    "Tensor": {"CKernels", "COpenBLAS"},
    "Engine": {"Tensor"},
    "Training": {"Engine", "Tensor"},
    "Tokenizer": set(),
    "Ingest": {"CArchive", "CLanguage", "CSandbox", "CXML2"},
    "Store": set(),
    "Evaluation": set(),
    "Workstation": {"Engine", "Evaluation", "Ingest", "Store", "Tensor", "Tokenizer", "Training"},
    "Server": {"Workstation"},
    "Commands": {"Server", "Workstation"},
    "diapason": {"Commands"},
    "Fuzz": {"Core", "Engine", "Ingest", "Tensor", "Tokenizer"},
    "TestSupport": {"Tensor", "Tokenizer"},
}

# Modules of other packages and the targets that may import them.
THIRD_PARTY = {
    "ArgumentParser": {"Commands"},
    "AsyncHTTPClient": set(),
    "Crypto": {"Store"},
    "GRDB": {"Store"},
    "HTTPTypes": {"Server"},
    "Hummingbird": {"Server"},
    "HummingbirdCore": {"Server"},
    "Logging": {"Server", "Workstation"},
    "NIOCore": {"Server"},
    "NIOHTTP1": {"Server"},
    "NIOPosix": {"Server"},
    "ServiceLifecycle": {"Server"},
    "Subprocess": {"Ingest", "Workstation"},
    "TOMLKit": {"Workstation"},
}

IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:package|public|internal|fileprivate|private)\s+)?import\s+"
    r"(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)"
)


def may_import(target: str, module: str) -> bool:
    """Says whether files of a target may import a module."""
    subject = target.removesuffix("Tests") if target.endswith("Tests") else target
    if module in SYSTEM or module in (target, subject):
        return True
    if module in THIRD_PARTY:
        return bool({target, subject} & THIRD_PARTY[module])
    if module == "Core":
        return target != "diapason"
    if module == "TestSupport":
        return target.endswith("Tests")
    if target.endswith("Tests"):
        return module in reachable(subject)
    return module in ALLOWED[target]


def reachable(target: str) -> set[str]:
    """Every module below a target: its tests may use those to make their inputs, C modules apart."""
    found, queue = set(), [target]
    while queue:
        for module in ALLOWED.get(queue.pop(), set()) - found:
            found.add(module)
            queue.append(module)
    return {module for module in found if module in ALLOWED}


def main() -> int:
    findings = []
    for file in sorted([*ROOT.glob("Sources/*/**/*.swift"), *ROOT.glob("Tests/*/**/*.swift")]):
        path = file.relative_to(ROOT)
        target = path.parts[1]
        known = target in ALLOWED or (target.endswith("Tests") and target.removesuffix("Tests") in ALLOWED)
        if not known:
            findings.append(f"{path}: the target {target} is not in scripts/check-imports.py; add its rule.")
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            match = IMPORT.match(line)
            if not match:
                continue
            module = match.group(1)
            if module in FORBIDDEN:
                findings.append(f"{path}:{number}: {module} is not used in this package.")
            elif not may_import(target, module):
                findings.append(f"{path}:{number}: {target} may not import {module}.")
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
