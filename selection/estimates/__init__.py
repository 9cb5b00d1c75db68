"""What few items say of many: a model's error without bias, and how far two models rank alike."""
