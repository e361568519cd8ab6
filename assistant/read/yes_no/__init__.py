"""Questions of yes or no, and the sentences that settle them."""
