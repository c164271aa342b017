"""Measured promises: each module prints what it measured, as a ratio side by side where there is a peer."""
