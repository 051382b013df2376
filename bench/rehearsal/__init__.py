"""Kills one part of a site of many after another, under load, and says what it cost."""
