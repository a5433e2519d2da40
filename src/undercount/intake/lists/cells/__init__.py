"""From the text of one cell to what it says: names, dates, ages and the rest, in three languages."""
