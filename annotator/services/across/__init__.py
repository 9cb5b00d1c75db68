"""What knows several wings: who is next, what each kind of job does, what was left undone, deleting a project."""
