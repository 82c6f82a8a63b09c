"""A registry's name that leads to the metadata service is not called, whoever has made it lead there."""

import pytest
from conftest import PREFIX

NAMES = {"rebound.example": "169.254.169.254", "rebound-v6.example": "::ffff:169.254.169.254"}


@pytest.mark.parametrize("host", NAMES)
def test_name_that_leads_to_the_metadata_service_is_refused(sandbox, deploy, host):
    hosts = sandbox.server.run_dir / "hosts"
    hosts.write_text(hosts.read_text() + f"{NAMES[host]} {host}\n")
    stack = deploy(f"to-{host.split('.')[0]}", sourceType="Private", srcRegistry=host, srcRegion="", destPrefix=PREFIX,
                   srcList="SELECTED", srcImageList="any/app:1")
    assert stack.first_run().status == "FAILED"
    [message] = stack.messages()
    assert f"{host} is not called" in message.text and "metadata address" in message.text, message.text
