"""What lies over the map: readings period by period, and the filter that fades the rest."""
