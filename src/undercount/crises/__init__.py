"""The crises that ship: two real ones as folders of cited claims, and a fictional one with a known truth."""
