"""setup.sh and the Makefile, in a copy of the project that holds no more than they read."""

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from conftest import ARM64, stub

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path):
    project = tmp_path / "project"
    shutil.copytree(ROOT / "scripts", project / "scripts")
    shutil.copy(ROOT / "Makefile", project)
    (project / "checks" / "node_modules").mkdir(parents=True)
    for second, name in enumerate(["package-lock.json", "node_modules/.package-lock.json"]):
        (project / "checks" / name).touch()
        os.utime(project / "checks" / name, (second, second))
    # Every program is there, and none may be installed.
    for program in re.search(r"programs=\((.*) ", (ROOT / "scripts" / "setup.sh").read_text())[1].split():
        stub(tmp_path / "bin" / program, "exit 1")
    stub(tmp_path / "bin" / "apt-get", "echo no network; exit 1")
    return project


@pytest.fixture
def run(project):
    def call(*command: str, **environment):
        path = f"{project.parent}/bin:{os.environ['PATH']}"
        done = subprocess.run(
            command, cwd=project, capture_output=True, text=True, env={**os.environ, "PATH": path, **environment},
        )
        return done.returncode, done.stdout + done.stderr

    return call


@pytest.fixture
def native(project) -> Path:
    """A native function.zip, beside a mvn that packages for a JVM as soon as it is told to package."""
    shutil.copytree(ROOT / ".mvn", project / ".mvn")
    shutil.copy(ROOT / "pom.xml", project)
    package = project / "functions" / "target" / "function.zip"
    (project / "functions" / "src" / "main").mkdir(parents=True)
    (project / "functions" / "pom.xml").touch()
    package.parent.mkdir()
    with zipfile.ZipFile(package, "w") as written:
        written.writestr("bootstrap", ARM64)
    with zipfile.ZipFile(project.parent / "jvm.zip", "w") as written:
        written.writestr("lib/functions.jar", b"")
    stub(project.parent / "bin" / "mvn", f"""case "$*" in
        *package* | *verify* | *install*)
          mkdir -p functions/target && cp {project.parent}/jvm.zip functions/target/function.zip
          echo sbom >functions/target/sbom.json ;;
        esac""")
    return package


def wheel(directory: Path):
    """A package that no machine has, to be installed without a network."""
    info = "lonely-1.0.dist-info"
    directory.mkdir()
    with zipfile.ZipFile(directory / "lonely-1.0-py3-none-any.whl", "w") as package:
        package.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: lonely\nVersion: 1.0\n")
        package.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        package.writestr(f"{info}/RECORD", "")


def test_missing_python_packages_go_into_the_project(run, project):
    (project / "requirements.txt").write_text("lonely==1.0\n")
    wheel(project / "wheels")
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(project / "wheels")}
    code, said = run("scripts/setup.sh", **offline)
    assert code == 0, said
    assert list(project.glob("build/python/lib/python3*/site-packages/lonely-1.0.dist-info"))
    # With no wheel left, a second installation would fail.
    shutil.rmtree(project / "wheels")
    code, said = run("scripts/setup.sh", **offline)
    assert code == 0, said


def test_python_packages_that_are_there_are_left_alone(run, project):
    (project / "requirements.txt").write_text(f"# tests\npytest=={pytest.__version__}\n")
    code, said = run("scripts/setup.sh")
    assert (code, (project / "build").exists()) == (0, False), said


def test_python_package_of_another_version_is_installed(run, project):
    (project / "requirements.txt").write_text("pytest==0.0.1\n")
    stub(project / "build" / "python" / "bin" / "pip", """printf '<%s>' "$@" """)
    code, said = run("scripts/setup.sh")
    assert (code, said) == (0, "<install><--quiet><-r><requirements.txt>")


def test_venv_is_installed_where_the_distribution_has_left_it_out(run, project):
    (project / "requirements.txt").write_text("lonely==1.0\n")
    stub(project.parent / "bin" / "python3", "exit 1")
    stub(project.parent / "bin" / "sudo", 'exec "$@"')
    code, said = run("scripts/setup.sh")
    assert code == 1
    assert "Installing python3-venv ..." in said


def test_node_packages_whose_installation_broke_off_are_installed_again(run, project):
    (project / "requirements.txt").touch()
    (project / "checks" / "node_modules" / ".package-lock.json").unlink()
    stub(project.parent / "bin" / "npm", """case "$*" in *silent*) ;; *) echo no network ;; esac; exit 1""")
    for _ in range(2):
        assert run("scripts/setup.sh", "npm") == (1, "no network\n")


@pytest.mark.parametrize("target", ["demo", "soak"])
def test_demo_installs_nothing_that_only_the_tests_need(run, project, target):
    (project / "local" / "java").mkdir(parents=True)
    (project / "local" / "java" / "pom.xml").touch()
    code, said = run("make", "--dry-run", target)
    assert (code, [line for line in said.splitlines() if "setup.sh" in line]) == (0, ["scripts/setup.sh"]), said
    (project / "requirements.txt").touch()
    (project / "checks" / "node_modules" / ".package-lock.json").unlink()
    assert run("scripts/setup.sh") == (0, "")


def test_make_takes_the_python_of_the_project_first(run, project):
    stub(project / "build" / "python" / "bin" / "python3", 'echo "the project runs $*"')
    code, said = run("make", "status", "STACK=mine")
    assert (code, "the project runs status --stack mine" in said) == (0, True), said


def test_make_deploys_the_stack_and_the_answers_that_are_named(run, project):
    stub(project / "scripts" / "deploy.sh", """printf '<%s>' "$@" """)
    _, said = run("make", "deploy", "STACK=mine", "CONFIG=my stack.toml")
    assert "<--stack-name><mine><--config-file><my stack.toml>" in said


@pytest.mark.parametrize("parameter", [
    "srcRegion=us-west-2", "srcAccountId=", "scheduleExpression=cron(0 3 * * ? *)",
    r"srcImageList=app:/^v\d+$/, team=a", "destTags=a=it's \"b\"",
])
def test_make_deploys_the_parameters_that_are_named(run, project, parameter):
    stub(project / "scripts" / "deploy.sh", """printf '<%s>' "$@"; echo""")
    code, said = run("make", "deploy", "STACK=mine", parameter)
    assert (code, f"<--stack-name><mine><{parameter}>" in said.splitlines()) == (0, True), said


def test_native_package_outlives_the_tests(run, native):
    before = native.read_bytes()
    for target in "test-java", "test-reproducible":
        code, said = run("make", target)
        assert code == 0, said
        assert native.read_bytes() == before, target


def test_package_that_differs_from_a_second_build_is_named(run, native):
    with zipfile.ZipFile(native, "w") as written:
        written.writestr("lib/other.jar", b"")
    code, said = run("scripts/reproducible.sh")
    assert code == 1
    assert "the same sources have given another package:\nlib/functions.jar\nlib/other.jar" in said


@pytest.mark.parametrize("name", ["ZIP", "RUNTIME_CLIENT"])
def test_build_that_broke_off_is_not_taken_for_done(run, project, name):
    target = re.search(rf"^{name} := (.*)$", (project / "Makefile").read_text(), re.MULTILINE)[1]
    for file in "pom.xml", "functions/pom.xml", "local/java/pom.xml":
        (project / file).parent.mkdir(parents=True, exist_ok=True)
        (project / file).touch()
    (project / "functions" / "src" / "main").mkdir(parents=True)
    half = "mkdir -p functions/target local/java/target; echo half >functions/target/function.zip"
    stub(project.parent / "bin" / "mvn", f"{half}; exit 1")
    for _ in range(2):
        code, said = run("make", target)
        assert code == 2, said
    stub(project.parent / "bin" / "mvn", half)
    assert run("make", target)[0] == 0
    assert "up to date" in run("make", target)[1]
