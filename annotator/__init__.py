"""The domain: projects, items, the queue, rounds, people. `services` write, `selectors` read, `api` shapes."""
