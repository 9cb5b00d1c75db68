"""How a network learns and scores: minibatches, schedules, views, and the network folded for scoring."""
