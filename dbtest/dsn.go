package dbtest

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// parseDSN reads a server's address in either form that PostgreSQL knows, a URL
// or "host=localhost user=me dbname=x".
func parseDSN(dsn string) (*url.URL, error) {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		u, err := url.Parse(dsn)
		if err != nil {
			return nil, errors.Unwrap(err) // the outer error repeats the password
		}
		u.Scheme = "postgres"
		return u, nil
	}
	settings, err := parseSettings(dsn)
	if err != nil {
		return nil, err
	}
	return settingsURL(settings), nil
}

// settingsURL writes key=value settings as a URL.
func settingsURL(settings map[string]string) *url.URL {
	take := func(key string) string {
		v := settings[key]
		delete(settings, key)
		return v
	}
	u := &url.URL{Scheme: "postgres", Path: "/" + take("dbname")}
	if user, password := take("user"), take("password"); password != "" {
		u.User = url.UserPassword(user, password)
	} else if user != "" {
		u.User = url.User(user)
	}
	// A directory of unix sockets is no host that a URL can hold in its place.
	if !strings.HasPrefix(settings["host"], "/") {
		u.Host = take("host")
		if port := take("port"); port != "" {
			if u.Host == "" {
				u.Host = "localhost"
			}
			u.Host = net.JoinHostPort(u.Host, port)
		}
	}
	query := make(url.Values)
	for key, value := range settings {
		query.Set(key, value)
	}
	u.RawQuery = query.Encode()
	return u
}

// parseSettings reads key=value pairs. Values may stand in single quotes, and a
// backslash takes the next character as it is.
func parseSettings(dsn string) (map[string]string, error) {
	res := make(map[string]string)
	rest := strings.TrimSpace(dsn)
	for rest != "" {
		key, value, ok := strings.Cut(rest, "=")
		if key = strings.TrimSpace(key); !ok || key == "" || strings.ContainsAny(key, " \t'") {
			return nil, fmt.Errorf("not a postgres:// URL, and no list of key=value settings either")
		}
		var err error
		res[key], rest, err = cutValue(strings.TrimLeft(value, " \t"))
		if err != nil {
			return nil, fmt.Errorf("setting %s: %w", key, err)
		}
	}
	return res, nil
}

// cutValue takes one value off the start of text.
func cutValue(text string) (value, rest string, err error) {
	quoted := strings.HasPrefix(text, "'")
	if quoted {
		text = text[1:]
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		case quoted && c == '\'', !quoted && (c == ' ' || c == '\t'):
			return b.String(), strings.TrimSpace(text[i+1:]), nil
		default:
			b.WriteByte(c)
		}
	}
	if quoted {
		return "", "", errors.New("the closing quote is missing")
	}
	return b.String(), "", nil
}

// withDatabase returns the URL of another database on the same server.
func withDatabase(server, name string) (string, error) {
	u, err := parseDSN(server)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}
