"""Calls that return their answers as they came."""
