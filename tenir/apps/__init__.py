"""What happened: one Django app per article, recording facts and acting on them."""
