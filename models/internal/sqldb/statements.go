package sqldb

import "database/sql/driver"

// statements are the prepared statements of one connection by their SQL text,
// at most limit of them: the one not used for longest is closed for a new one.
type statements struct {
	limit  int
	byText map[string]*statement
	// newest and oldest are the ends of the list in order of use.
	newest, oldest *statement
}

// statement is a prepared statement in the list.
type statement struct {
	text         string
	driver       driver.Stmt
	newer, older *statement
}

func newStatements(limit int) *statements {
	return &statements{limit: limit, byText: make(map[string]*statement)}
}

// get returns the statement of a text and marks it used.
func (s *statements) get(text string) driver.Stmt {
	st := s.byText[text]
	if st == nil {
		return nil
	}
	if s.newest != st {
		s.unlink(st)
		s.link(st)
	}
	return st.driver
}

// add keeps a statement and closes the oldest one if there are too many.
func (s *statements) add(text string, prepared driver.Stmt) error {
	st := &statement{text: text, driver: prepared}
	s.byText[text] = st
	s.link(st)
	if len(s.byText) > s.limit {
		return s.remove(s.oldest)
	}
	return nil
}

// clear closes all statements.
func (s *statements) clear() error {
	var err error
	for s.oldest != nil {
		err = joinErrors(err, s.remove(s.oldest))
	}
	return err
}

// forget drops all statements without closing them.
func (s *statements) forget() {
	s.newest, s.oldest = nil, nil
	clear(s.byText)
}

func (s *statements) remove(st *statement) error {
	s.unlink(st)
	delete(s.byText, st.text)
	return st.driver.Close()
}

func (s *statements) link(st *statement) {
	st.older, st.newer = s.newest, nil
	if s.newest != nil {
		s.newest.newer = st
	} else {
		s.oldest = st
	}
	s.newest = st
}

func (s *statements) unlink(st *statement) {
	if st.newer != nil {
		st.newer.older = st.older
	} else {
		s.newest = st.older
	}
	if st.older != nil {
		st.older.newer = st.newer
	} else {
		s.oldest = st.newer
	}
}
