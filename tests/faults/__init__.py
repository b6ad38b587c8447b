"""Faults and attacks that the site must stand, made on purpose."""
