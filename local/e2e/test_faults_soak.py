"""The small edition of `make soak`."""

from soak.soak import Size, soak


def test_statuses_are_true_after_a_run_of_random_faults(sandbox, impatient):
    impatient.select("soak/*:ALL_TAGS")
    struck = soak(sandbox, impatient, Size(images=60, repositories=12, seed=4, faults=0.1), limit_s=420)
    assert struck["api"] > 0 and struck["registry"] > 0, struck
