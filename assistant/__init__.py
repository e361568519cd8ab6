"""A question in, an answer out whose every claim carries its date, outlet and exact quote."""
