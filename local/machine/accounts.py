"""Accounts that are there from the start."""

# Whose keys all unknown access keys are, in moto too.
HOME = "123456789012"
