"""docs/ci.md and the hooks for pre-commit: the YAML is sound, and every command runs."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from journeymap.cli import cli
from tests.pages import OPTION, ROOT, RUN, calls, options, page, ran

PAGE = page("docs/ci.md")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def written(name: str) -> list[Any]:
    """Return what the blocks for a file of this name say."""
    found = re.findall(rf"<!-- {re.escape(name)} -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    return [yaml.safe_load(text) for text in found]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with maps and another YAML file."""
    maps = tmp_path / "maps"
    maps.mkdir()
    for name in ("coffee-app", "collect-in-store", "marketplace-return"):
        shutil.copy(ROOT / "examples" / f"{name}.yaml", maps)
    (maps / "ci.yml").write_text("jobs: {}\n", encoding="utf-8")
    return tmp_path


def shell(place: Path, script: str) -> subprocess.CompletedProcess[str]:
    programs = ("journeymap", "python3")
    return ran(place, script, programs, GITHUB_STEP_SUMMARY=str(place / "summary.md"))


def without_installing(lines: list[str]) -> str:
    """Return the script of a job, but what is installed stands here already."""
    kept = [line for line in lines if " pip install " not in line]
    assert len(kept) == len(lines) - 1
    return "\n".join(kept)


@pytest.mark.slow
def test_the_commands_of_the_page_run(place: Path) -> None:
    done = shell(place, "\n".join(RUN.findall(PAGE)))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "<html" in (place / "maps.html").read_text(encoding="utf-8")
    whole = json.loads((place / "maps.json").read_text(encoding="utf-8"))
    assert whole["skipped"] == 1
    assert whole.keys() == {"findings", "maps", "skipped"}


@pytest.mark.slow
def test_the_workflow_for_github_runs(place: Path) -> None:
    (workflow,) = written(".github/workflows/maps.yml")
    (job,) = workflow["jobs"].values()
    uses = [step["uses"].split("@")[0] for step in job["steps"] if "uses" in step]
    (upload,) = [step["with"] for step in job["steps"] if "upload-sarif" in step.get("uses", "")]

    done = shell(place, without_installing([s["run"] for s in job["steps"] if "run" in s]))

    assert done.returncode == 0, done.stdout + done.stderr
    assert uses == ["actions/checkout", "actions/setup-python", "github/codeql-action/upload-sarif"]
    assert workflow["permissions"]["security-events"] == "write"
    assert json.loads((place / upload["sarif_file"]).read_text(encoding="utf-8"))["runs"]
    assert (place / "summary.md").read_text(encoding="utf-8").startswith("## ")
    assert any(line.startswith("::warning file=maps/") for line in done.stdout.splitlines())


@pytest.mark.slow
def test_the_job_for_gitlab_runs(place: Path) -> None:
    (pipeline,) = written(".gitlab-ci.yml")
    (job,) = pipeline.values()

    done = shell(place, without_installing(job["script"]))

    assert done.returncode == 0, done.stdout + done.stderr
    for made in (*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]):
        assert (place / made).stat().st_size > 1000
    assert job["artifacts"]["when"] == "always"


def test_the_hooks_have_what_pre_commit_asks_for() -> None:
    for hook in HOOKS:
        assert hook.keys() >= {"id", "name", "entry", "language"}
        assert hook["language"] == "python"
        assert hook["types"] == ["yaml"]
        program, command, *rest = shlex.split(hook["entry"])
        assert (program, hook["id"]) == ("journeymap", f"journeymap-{command}")
        assert set(rest) <= options(cli)


@pytest.mark.slow
@pytest.mark.parametrize("config", written(".pre-commit-config.yaml"), ids=["files", "folder"])
def test_the_hooks_of_the_page_run_as_pre_commit_runs_them(
    place: Path, config: dict[str, Any]
) -> None:
    known = {hook["id"]: hook for hook in HOOKS}
    (repo,) = config["repos"]
    for hook in repo["hooks"]:
        whole = {**known[hook["id"]], **hook}
        # pre-commit hands over the files of a commit, after the arguments
        files = ["maps/ci.yml", "maps/coffee-app.yaml"] if whole.get("pass_filenames", True) else []
        command = shlex.join([*shlex.split(whole["entry"]), *whole.get("args", []), *files])

        done = shell(place, command)

        assert done.returncode == 0, done.stdout + done.stderr
        assert "ci.yml" not in done.stdout + done.stderr


def test_a_commit_without_maps_passes_the_hooks_and_a_bad_map_does_not(place: Path) -> None:
    (place / "bad.yaml").write_text("format: 1\ntitle: [\n", encoding="utf-8")
    for hook in HOOKS:
        other = shell(place, f"{hook['entry']} maps/ci.yml")
        bad = shell(place, f"{hook['entry']} maps/ci.yml bad.yaml")
        assert (other.returncode, other.stdout + other.stderr) == (0, "")
        assert bad.returncode == 2
        assert "bad.yaml:" in bad.stderr


def test_what_the_page_names_is_there() -> None:
    for words in calls(PAGE):
        assert words[0] in {"check", "fmt"}, words
    named = set(OPTION.findall(PAGE))
    assert named <= options(cli)
    for form in re.findall(r"--format (\w+)", PAGE):
        assert f"| `{form}` |" in PAGE
    checks = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert "## Across the maps of a folder" in checks
