"""A long run in bad weather, then one in good weather: `make soak`.

Many small images are replicated while requests fail, events get lost and tasks and functions die at random, as a seed
says. Whatever the first run comes to, its tables must agree with the registry; the second run must bring the rest.
"""
