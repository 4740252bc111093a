"""Territories side by side: the same figures of each, their marks kept."""
