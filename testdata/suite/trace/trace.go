// Package trace lets layers of the suite note that they ran, in a list that a test puts into the context.
package trace

import "github.com/hexgen/hexgen/models"

// Key is the context key of the *Log.
const Key = "trace"

// Log is the list of events of one test.
type Log struct{ Events []string }

// Add notes an event if the environment's context has a Log.
func Add(env models.Environment, event string) {
	if log, ok := env.Context().Get(Key).(*Log); ok {
		log.Events = append(log.Events, event)
	}
}

// Take returns the events so far and forgets them.
func (l *Log) Take() []string {
	events := l.Events
	l.Events = nil
	return events
}
