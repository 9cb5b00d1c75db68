"""What frozen models make of items: computed once, kept on disk, eaten by heads."""
