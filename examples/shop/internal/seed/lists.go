package seed

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed countries.tsv
var countriesList string

//go:embed locales.tsv
var localesList string

//go:embed catalogue.tsv
var catalogueList string

// rowsOf splits a list into its rows of fields and leaves out the comments.
func rowsOf(name, list string, fields int) ([][]string, error) {
	var rows [][]string
	for i, text := range strings.Split(strings.TrimSpace(list), "\n") {
		if strings.HasPrefix(text, "#") {
			continue
		}
		row := strings.Split(text, "\t")
		if len(row) != fields {
			return nil, fmt.Errorf("%s:%d: %d fields, want %d", name, i+1, len(row), fields)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// locale is what names and addresses look like in a country.
type locale struct {
	code    string
	weight  int // how many of the partners live there, relative to the others
	zip     string
	street  string
	streets []string
	cities  []string
	given   []string
	family  []string
	forms   []string // of companies
}

func readLocales() ([]locale, error) {
	rows, err := rowsOf("locales.tsv", localesList, 9)
	if err != nil {
		return nil, err
	}
	var res []locale
	for _, row := range rows {
		weight, err := strconv.Atoi(row[1])
		if err != nil {
			return nil, fmt.Errorf("locales.tsv: %s: weight: %w", row[0], err)
		}
		res = append(res, locale{
			code: row[0], weight: weight, zip: row[2], street: row[3],
			streets: strings.Split(row[4], "|"), cities: strings.Split(row[5], "|"),
			given: strings.Split(row[6], "|"), family: strings.Split(row[7], "|"),
			forms: strings.Split(row[8], "|"),
		})
	}
	return res, nil
}

// ascii maps the letters of the lists to those of an e-mail address.
var ascii = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "é", "e", "è", "e", "ê", "e", "ë", "e", "á", "a", "à", "a", "â", "a",
	"ã", "a", "å", "a", "ą", "a", "ç", "c", "č", "c", "ć", "c", "ě", "e", "ę", "e", "í", "i", "î", "i", "ï", "i",
	"ł", "l", "ń", "n", "ñ", "n", "ó", "o", "ô", "o", "õ", "o", "ø", "oe", "ř", "r", "ś", "s", "š", "s", "ú", "u",
	"ů", "u", "û", "u", "ý", "y", "ź", "z", "ż", "z", "ž", "z", "æ", "ae",
)

// slug returns text as a part of an e-mail address.
func slug(text string) string {
	text = ascii.Replace(strings.ToLower(text))
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r == ' ' || r == '-':
			return '-'
		}
		return -1
	}, text)
}
