// Package connector will hold what links records with external systems:
// backends and their versions, bindings, events and the components that map,
// import and export. Nothing of it is written yet.
package connector
