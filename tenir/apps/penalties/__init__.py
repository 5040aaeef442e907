"""Rights to a penalty, what clients claim of them, and the credit notes that pay them."""
