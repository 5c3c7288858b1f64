"""Who is here, what they may do, and the trail of what they did."""
