"""What several sources, or several sentences, tell beside an answer."""
