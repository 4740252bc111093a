"""The domain of the plugin, from the ground floor up to the interface."""
