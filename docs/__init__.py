"""Documents about the dashboard, and the script that takes its pictures."""
