"""The one gate for what leaves the office."""
