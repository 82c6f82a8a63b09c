"""What the pages say that the stack costs is what the model says, and the model counts what is there."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_pages_say_what_the_cost_model_does():
    model = subprocess.run([sys.executable, ROOT / "bench" / "cost-model.py"], capture_output=True, text=True, check=True).stdout
    month = re.search(r"looked at daily: \$([0-9.]+),", model).group(1)
    assert f"costs about ${month}:" in (ROOT / "README.md").read_text()
    assert f"约为 {month} 美元" in (ROOT / "README_CN.md").read_text()
    assert model.strip().splitlines()[-1] in (ROOT / "docs" / "performance.md").read_text()


def test_dashboard_shows_every_metric_that_a_run_records_and_no_other():
    source = ROOT / "functions/src/main/java/replicator/cloudwatch/EmbeddedMetrics.java"
    recorded = set(re.findall(r'put\(line, names, "(\w+)"', source.read_text()))
    shown = set(re.findall(r'"ECRReplicator", "(\w+)"', (ROOT / "template.yaml").read_text()))
    assert recorded == shown and len(shown) == 10
