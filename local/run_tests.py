"""python3 local/run_tests.py ARGUMENTS: pytest with root's rights, for which sudo is asked before pytest takes the screen."""

import sys

import pytest
from stack import end_as_by_ctrl_c, need_root

if __name__ == "__main__":
    need_root()
    end_as_by_ctrl_c()
    # No cache: it would be root's, in a checkout that may be another's.
    sys.exit(pytest.main(["-p", "no:cacheprovider", *sys.argv[1:]]))
