"""The pure core: values in, values out. No file, no clock, no network, no screen."""
