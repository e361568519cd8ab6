"""Events and their days: gathered, merged, ordered, and the right one taken."""
