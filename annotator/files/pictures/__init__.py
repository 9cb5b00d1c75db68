"""One picture: its bytes as they come, what people and engine see of it, and what is to be said where it is none."""
