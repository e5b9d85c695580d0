"""The repository speaks of the project alone, holds nothing of others, and stays small enough to read."""

import re
import subprocess
import tomllib

import pytest

TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".json", ".html", ".css", ".js", ".svg", ".txt", ".csv", ".po", ".lock", ".sh", ".conf", ".service", ""}
PICTURES = {".png"}

# Split up, so that this file does not find itself.
LEAKS = {
    "a path of one machine": r"""(?:^|["'`\s=:(])/(?:""" + r"root|work|home|farm)/",
    "the host of a package registry": r"https?://[^\s\"']*(?:py" + r"pi|np" + r"mjs|deb" + r"ian|pythonhosted)\.",
    "a tool or folder outside the project": r"\." + r"library\b|\.\./shar" + r"ed\b|farm-(?:bench|studio)",
}
LONGEST = {".py": 300, ".html": 300, ".js": 300}
# Longer than they should be, each with its reason.
LONG_FILES = {
    "src/minsheng/rules/book/facts.py": "the vocabulary that all rules share is one list, so that nobody names a thing twice",
    "src/minsheng/rules/book/dibao/policy.py": "one law with two household units and two gates of assets by date; torn apart it would read worse",
}


@pytest.fixture(scope="module")
def tracked(root):
    names = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True).stdout.split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


@pytest.mark.parametrize("what", LEAKS)
def test_no_file_names_things_of_a_machine(tracked, root, what):
    found = [
        f"{path.relative_to(root)}:{number}: {line.strip()[:120]}"
        for path in tracked
        if path.suffix in TEXT and path.name != "package-lock.json"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(LEAKS[what], line)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)


def test_every_file_is_text_or_a_picture_of_the_product(tracked, root):
    odd = [str(p.relative_to(root)) for p in tracked if p.suffix not in TEXT and not (p.suffix in PICTURES and "docs/images" in p.as_posix())]
    assert not odd, f"Neither text nor a picture under docs/images: {odd}"


def test_nothing_of_others_is_copied_in(tracked, root):
    vendored = [str(p.relative_to(root)) for p in tracked if re.search(r"\.min\.(js|css)$|(^|/)(vendor|third_party|node_modules)/", p.as_posix())]
    assert not vendored, f"Comes from PyPI or npm instead: {vendored}"


def test_files_stay_readable(tracked, root):
    lengths = {str(p.relative_to(root)): len(p.read_text("utf-8").splitlines()) for p in tracked if p.suffix in LONGEST and "migrations" not in p.parts}
    long = {name: n for name, n in lengths.items() if n > LONGEST["." + name.rsplit(".", 1)[1]] and name not in LONG_FILES}
    assert not long, f"Over 300 lines; split by meaning, or give the reason in LONG_FILES: {long}"


def test_no_dependency_under_the_agpl(root):
    lock = (root / "requirements.lock").read_text()
    assert not re.search(r"(?im)^(openfisca|policyengine|gettsim|ttsim)", lock), "These are oracles of the benchmark, never dependencies"


def test_every_dependency_is_pinned_and_locked(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + [line for extra in project["optional-dependencies"].values() for line in extra]
    locked = {line.split(" ;")[0].strip().lower() for line in (root / "requirements.lock").read_text().splitlines()}
    loose = [line for line in wanted if re.sub(r"\[.*\]", "", line.lower().replace("_", "-")) not in locked]
    assert not loose, f"Not pinned with ==, or not in requirements.lock (run `make lock`): {loose}"


def test_npm_packages_are_locked_without_a_host(root):
    lock = (root / "package-lock.json").read_text()
    assert '"resolved"' not in lock, "Take the addresses out: npm install --package-lock-only --omit-lockfile-registry-resolved"


def test_links_between_documents_lead_somewhere(tracked, root):
    dead = [
        f"{path.relative_to(root)}: {target}"
        for path in tracked
        if path.suffix == ".md"
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text("utf-8"))
        if not (path.parent / target).exists()
    ]
    assert not dead, dead


def test_every_make_target_named_in_a_document_exists(tracked, root):
    targets = set(re.findall(r"(?m)^([a-z-]+):", (root / "Makefile").read_text()))
    named = {(p.name, t) for p in tracked if p.suffix == ".md" for t in re.findall(r"(?m)(?:`|^    )make ([a-z-]+)", p.read_text("utf-8"))}
    missing = [f"{name}: make {target}" for name, target in named if target not in targets]
    assert named and not missing, missing
