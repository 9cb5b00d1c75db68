"""Files beside images that say what the images are: tables, lists, JSON and XML of other tools, one small file each."""
