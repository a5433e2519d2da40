"""What is installed: pinned, hashed, built already, and from no address that stands in the repository."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.tags import Tag, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from tests.floors.sources import ROOT, tracked

FILES = ("base.txt", "dev.txt", "spark-build.txt", "spark.txt")
FOLDER = ROOT / "requirements"
GLIBC = range(17, 29)  # manylinux_2_17 to manylinux_2_28: Debian 10 and later, 2018 on
NEVER = {"pyicu", "rigour", "nomenklatura", "weasyprint"}  # need a system library
SOURCE_ALONE = {"pyspark"}  # published as source alone; outside the base set


def pinned(name: str) -> dict[str, tuple[Requirement, set[str]]]:
    """Return a requirement file's packages with their hashes."""
    text = (FOLDER / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.strip() and not line.strip().startswith("#"):
            requirement, *rest = re.split(r"\s+--hash=", line.strip())
            parsed = Requirement(requirement)
            found[str(canonicalize_name(parsed.name))] = (parsed, {part.strip() for part in rest})
    return found


def wheels() -> dict[str, dict[str, str]]:
    """Return, by package, the built files the lock names: file name and hash."""
    found: dict[str, dict[str, str]] = {}
    for line in (FOLDER / "wheels.txt").read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        found.setdefault(str(parse_wheel_filename(name)[0]), {})[name] = digest
    return found


def platform_tags(machine: str) -> set[Tag]:
    """Return the tags that CPython 3.11 takes on Linux of that machine."""
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in GLIBC] + [f"manylinux2014_{machine}", "any"]
    tags = set(cpython_tags((3, 11), ["cp311"], platforms))
    pure = {Tag(python, "none", platform) for python in ("py3", "py311", "cp311") for platform in platforms}
    return tags | pure


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    packages = pinned(name)
    assert packages
    for requirement, hashes in packages.values():
        assert [specifier.operator for specifier in requirement.specifier] == ["=="]
        assert requirement.url is None
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes)


@pytest.mark.parametrize("name", [*FILES, "lock", "install", "wheels.txt"])
def test_no_address_and_no_path_of_a_machine_stands_in_them(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|file:|git\+", text)
    assert not re.search(r"(?<![\w.])/(home|root|opt|work|Users|tmp)/", text)


def test_the_lock_of_the_tool_that_names_its_index_is_not_kept() -> None:
    assert ROOT / "uv.lock" not in tracked()
    assert "uv.lock" in (ROOT / ".gitignore").read_text().split()


def test_the_development_set_installs_over_the_base_set() -> None:
    base, dev = pinned("base.txt"), pinned("dev.txt")
    assert set(base) <= set(dev)
    assert {name: str(base[name][0]) for name in base} == {name: str(dev[name][0]) for name in base}


def test_everything_the_project_asks_for_is_in_its_base_set() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {str(canonicalize_name(Requirement(line).name)) for line in project["project"]["dependencies"]}
    assert asked <= set(pinned("base.txt"))
    for line in project["project"]["dependencies"]:
        requirement = Requirement(line)
        (specifier,) = pinned("base.txt")[canonicalize_name(requirement.name)][0].specifier
        assert requirement.specifier.contains(specifier.version)


def test_nothing_that_needs_a_system_library_is_in_any_set() -> None:
    assert {name for file in FILES for name in pinned(file)} & NEVER == set()


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_package_of_the_base_set_is_built_for_python_3_11_on_linux(machine: str) -> None:
    takes = platform_tags(machine)
    built = {
        package
        for package, files in wheels().items()
        if any(parse_wheel_filename(name)[3] & takes for name in files)
    }
    assert set(pinned("base.txt")) - built == set()


def test_the_built_files_named_are_those_whose_hashes_are_pinned() -> None:
    base = pinned("base.txt")
    assert set(wheels()) <= set(base)
    for package, files in wheels().items():
        requirement, hashes = base[package]
        for name, digest in files.items():
            assert f"sha256:{digest}" in hashes
            assert requirement.specifier.contains(parse_wheel_filename(name)[1])


def test_a_package_for_another_machine_would_be_noticed() -> None:
    takes = platform_tags("x86_64")
    for name in ("x-1-cp311-cp311-manylinux_2_17_aarch64.whl", "x-1-cp312-cp312-manylinux_2_17_x86_64.whl"):
        assert not parse_wheel_filename(name)[3] & takes


def test_what_is_installed_here_is_what_is_pinned() -> None:
    packages = pinned("base.txt")
    installed = {str(canonicalize_name(d.metadata["Name"])): d for d in distributions()}
    for name in set(packages) & set(installed):
        assert packages[name][0].specifier.contains(installed[name].version), name


def test_only_what_is_published_as_source_alone_may_be_packed_here() -> None:
    script = Path(FOLDER / "install").read_text(encoding="utf-8")
    assert re.findall(r"--no-binary (\S+)", script) == sorted(SOURCE_ALONE)
    assert script.count("--only-binary :all:") == script.count("--require-hashes") == 3
