"""Files to take away: pictures, workbooks and tables that say where their figures come from."""
