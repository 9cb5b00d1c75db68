"""Where image files lie: a zip, a tar, a folder. Each lists its files and reads one at a time into memory."""
