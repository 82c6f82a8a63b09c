"""How processes of this machine stand for those of AWS: what the emulated AWS, its users and the benchmarks share.

Knows neither moto nor a running server.
"""
