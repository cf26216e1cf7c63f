"""`make failover`: a city's database on three nodes loses its leader, again and again, at work.

Not collected by pytest: it takes minutes, needs Patroni (into `build/failover`, by name) and prints
what it measured. docs/operations.md has the settings it runs with.
"""
