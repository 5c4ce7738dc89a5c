"""What people can ask for: one module for each kind of rule."""
