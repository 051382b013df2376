"""What answers a search, for each database that the site may run on."""
