"""What the pages say that the stack costs is what the model says, and the model counts what is there."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
JAVA = ROOT / "functions" / "src" / "main" / "java" / "replicator"


def test_pages_say_what_the_cost_model_does():
    model = subprocess.run([sys.executable, ROOT / "bench" / "cost-model.py"], capture_output=True, text=True, check=True).stdout
    month = re.search(r"looked at daily: \$([0-9.]+),", model).group(1)
    assert f"costs about ${month}:" in (ROOT / "README.md").read_text()
    assert f"约为 {month} 美元" in (ROOT / "README_CN.md").read_text()
    assert model.strip().splitlines()[-1] in (ROOT / "docs" / "performance.md").read_text()


def test_dashboard_shows_every_metric_that_a_run_records_and_no_other():
    source = JAVA / "cloudwatch" / "EmbeddedMetrics.java"
    recorded = set(re.findall(r'put\(line, names, "(\w+)"', source.read_text()))
    shown = set(re.findall(r'"ECRReplicator", "(\w+)"', (ROOT / "template.yaml").read_text()))
    assert recorded == shown and len(shown) == 10


@pytest.mark.parametrize("name, file, constant", [
    ("LISTINGS_AT_ONCE", "wiring/Enumerating", "LISTINGS_AT_ONCE"),
    ("CAPACITY", "ecs/CopyList", "CAPACITY"),
    ("END_OF_LINE", "ecs/CopyList", "END_OF_LINE"),
    ("IMAGES_A_TASK", "plan/BatchPacker", "WORTH_A_TASK"),
])
def test_model_reckons_with_the_constants_of_the_functions(name, file, constant):
    written = re.search(rf"static final (?:int|long) {constant} = ([\d_]+)(?: - (\d+))?;", (JAVA / f"{file}.java").read_text())
    assert runpy.run_path(str(ROOT / "bench" / "cost-model.py"))[name] == int(written[1]) - int(written[2] or 0)


def test_model_has_the_prices_of_the_functions_of_arm_for_ours_and_of_x86_for_the_replaced_system():
    model = runpy.run_path(str(ROOT / "bench" / "cost-model.py"))
    rates = dict(re.findall(r"double (\w+_HOUR) = ([\d.]+);", (JAVA / "cost" / "Rates.java").read_text()))
    for name, kind in ("TASK_SECOND", "ARM_"), ("OLD_TASK_SECOND", ""):
        hour = model["VCPU"] * float(rates[f"{kind}VCPU_HOUR"]) + model["GB"] * float(rates[f"{kind}GIB_HOUR"])
        assert model[name] == pytest.approx(hour / 3600)
    assert model["IPV4_SECOND"] * 3600 == pytest.approx(float(rates["ADDRESS_HOUR"]))


def test_model_reckons_with_the_defaults_of_the_template(template):
    model = runpy.run_path(str(ROOT / "bench" / "cost-model.py"))
    defaults = {name: one.get("Default") for name, one in template["Parameters"].items()}
    assert (model["AT_ONCE"], model["VCPU"], model["GB"]) == (
        defaults["maxConcurrency"], defaults["taskCpu"] / 1024, defaults["taskMemory"] / 1024)
    package = template["Mappings"]["FunctionPackage"][defaults["functionPackage"]]
    assert (model["CALL_GB"], model["PLAN_GB"], model["CHECK_S"]) == (
        package["Memory"] / 1024, package["LargeMemory"] / 1024, defaults["taskCheckSeconds"])
    assert (defaults["taskArchitecture"], defaults["functionArchitecture"]) == ("ARM64", "arm64")
