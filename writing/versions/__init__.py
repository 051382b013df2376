"""What reviews say, held against the stored texts of papers and newer versions."""
