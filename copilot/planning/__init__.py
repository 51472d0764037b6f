"""From a goal to a month of slots: festivals, cadence, the plan, its coverage, and calendars taken in."""
