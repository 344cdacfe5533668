"""Any text that people paste, recognised, taken apart and judged."""
