"""What a proxy is trained on beside the newest labels: replay memory, and the draw from it."""
