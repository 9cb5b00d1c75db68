"""What each person did in a range of time, how well, and what the ledger paid for it."""
