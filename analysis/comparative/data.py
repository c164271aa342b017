"""Stage 4, Comparative: the areas below an area, or any list of areas, side by side and by rank."""

from analysis.core.ranked_areas import ranked_areas_data

comparative_data = ranked_areas_data  # the wall of stage 2 needs the same, so it is in the core
