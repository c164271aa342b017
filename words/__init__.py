"""Words for people: texts from data made safe for the screen. Imports nothing of ours; every layer may use it."""
