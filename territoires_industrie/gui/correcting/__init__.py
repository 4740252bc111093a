"""Correct…: single objects put right on the map or in the table, written as corrections."""
