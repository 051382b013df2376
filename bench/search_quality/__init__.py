"""How good the search is: judged queries are asked, and the answers scored."""
