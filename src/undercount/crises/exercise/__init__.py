"""A fictional republic whose truth is known: where linkage, estimates and indicators can be judged.

Nobody in it exists. Names are put together from parts written for it, places are invented.
"""
