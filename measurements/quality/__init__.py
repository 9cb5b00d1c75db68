"""Agreement, consensus and suspected errors beside the reference implementations, on data whose truth is known."""
