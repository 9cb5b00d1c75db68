"""Frozen features in the background: from the moment an import begins, before anybody asks for them."""
