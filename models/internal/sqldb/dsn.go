package sqldb

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// settings are what a DSN tells this package rather than the driver.
type settings struct {
	pooler      bool          // hexgen_pooler: no prepared statements
	maxConns    int           // hexgen_max_conns: most connections at once
	statements  int           // hexgen_statements: prepared statements per connection
	busyTimeout time.Duration // hexgen_busy_timeout: how long SQLite waits for a lock
}

func defaultSettings() settings {
	return settings{maxConns: 32, statements: 256, busyTimeout: 10 * time.Second}
}

// dsn is a parsed data source name.
type dsn struct {
	dialect Dialect
	driver  string // what the driver is given
	memory  bool
	shown   string // for people: without the password
	settings
}

var (
	userinfoPattern = regexp.MustCompile(`//([^:@/?#]*):.*@`)
	passwordPattern = regexp.MustCompile(`((?:password|sslpassword)=)[^&\s]*`)
)

// redact hides the password of a DSN that may not even parse.
func redact(s string) string {
	return passwordPattern.ReplaceAllString(userinfoPattern.ReplaceAllString(s, "//$1:xxxxx@"), "${1}xxxxx")
}

// parseDSN reads a DSN of the kinds Open takes.
func parseDSN(s string) (*dsn, error) {
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok {
		return nil, fmt.Errorf(`sqldb: %q is no data source name; write "sqlite://file.db", "sqlite::memory:" or "postgres://user@host/database"`, redact(s))
	}
	switch scheme {
	case "sqlite", "sqlite3":
		return parseSQLiteDSN(rest)
	case "postgres", "postgresql":
		return parsePostgresDSN(s)
	}
	return nil, fmt.Errorf(`sqldb: unknown database %q in %q; use "sqlite" or "postgres", or open it with sqlx and hand it to ConnectDB`, scheme, redact(s))
}

func parsePostgresDSN(s string) (*dsn, error) {
	d := &dsn{dialect: Postgres, settings: defaultSettings()}
	u, err := url.Parse(s)
	if err != nil {
		// the error of url quotes the whole DSN
		var uerr *url.Error
		if errors.As(err, &uerr) {
			err = uerr.Err
		}
		if strings.Contains(err.Error(), "port") {
			err = errors.New("invalid port or password; percent-encode special characters of the password")
		}
		return nil, fmt.Errorf("sqldb: cannot read the data source name %q: %w", redact(s), err)
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, fmt.Errorf("sqldb: cannot read the options of %q: %w", redact(s), err)
	}
	if err := d.take(query); err != nil {
		return nil, fmt.Errorf("%w in %q", err, redact(s))
	}
	if !query.Has("timezone") && !query.Has("TimeZone") {
		query.Set("timezone", "UTC")
	}
	d.shown = redact(s)
	u.RawQuery = query.Encode()
	d.driver = u.String()
	return d, nil
}

func parseSQLiteDSN(rest string) (*dsn, error) {
	d := &dsn{dialect: SQLite, settings: defaultSettings(), shown: "sqlite:" + rest}
	rest = strings.TrimPrefix(rest, "//")
	path, options, _ := strings.Cut(rest, "?")
	query, err := url.ParseQuery(options)
	if err != nil {
		return nil, fmt.Errorf("sqldb: cannot read the options of %q: %w", d.shown, err)
	}
	if err := d.take(query); err != nil {
		return nil, fmt.Errorf("%w in %q", err, d.shown)
	}
	switch path {
	case "":
		return nil, fmt.Errorf(`sqldb: %q names no file; write "sqlite://file.db" or "sqlite::memory:"`, d.shown)
	case ":memory:":
		d.memory = true
	}
	d.driver = sqliteName(path, query, d.busyTimeout, d.memory)
	return d, nil
}

// sqliteName returns the name modernc.org/sqlite opens, with the pragmas that
// the options do not set.
func sqliteName(path string, query url.Values, busy time.Duration, memory bool) string {
	synchronous := "synchronous(NORMAL)"
	if memory {
		synchronous = "synchronous(OFF)"
	}
	for _, pragma := range []string{"busy_timeout(" + strconv.FormatInt(busy.Milliseconds(), 10) + ")",
		"journal_mode(WAL)", "foreign_keys(1)", synchronous} {
		if !hasPragma(query["_pragma"], pragma) {
			query.Add("_pragma", pragma)
		}
	}
	if !query.Has("_time_integer_format") {
		query.Set("_time_integer_format", "unix_micro")
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query.Encode()}).String()
}

func hasPragma(set []string, pragma string) bool {
	name, _, _ := strings.Cut(pragma, "(")
	for _, s := range set {
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(s)), name) {
			return true
		}
	}
	return false
}

// take moves the options of this package out of a query.
func (s *settings) take(query url.Values) error {
	for key := range query {
		if !strings.HasPrefix(key, "hexgen_") {
			continue
		}
		value := query.Get(key)
		query.Del(key)
		var err error
		switch key {
		case "hexgen_pooler":
			s.pooler, err = strconv.ParseBool(value)
		case "hexgen_max_conns":
			s.maxConns, err = positive(value)
		case "hexgen_statements":
			s.statements, err = positive(value)
		case "hexgen_busy_timeout":
			s.busyTimeout, err = time.ParseDuration(value)
		default:
			return fmt.Errorf("sqldb: unknown option %s; there are hexgen_pooler, hexgen_max_conns, hexgen_statements and hexgen_busy_timeout", key)
		}
		if err != nil {
			return fmt.Errorf("sqldb: option %s: %w", key, err)
		}
	}
	return nil
}

func positive(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err == nil && n < 1 {
		err = fmt.Errorf("%d is less than 1", n)
	}
	return n, err
}
