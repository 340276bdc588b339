"""Use cases: functions that take a session and plain values, and commit once per write."""
