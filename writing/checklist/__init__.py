"""The publish gate beside the form: its panel, and the view that it asks."""
