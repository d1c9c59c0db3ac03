package models

// Bootstrap completes the default registry: it inflates mixins and embeds, checks all declarations and seals it.
func Bootstrap() error { return DefaultRegistry().Bootstrap() }
