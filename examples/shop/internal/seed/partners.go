package seed

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// partner is what later files need to know of a partner.
type partner struct {
	id       string
	customer bool
}

func (w *world) makeCountries() error {
	rows, err := rowsOf("countries.tsv", countriesList, 3)
	if err != nil {
		return err
	}
	for i, row := range rows {
		rows[i] = []string{row[0], row[1], row[0], row[2]}
	}
	return w.file("10-Country.csv", []string{"id", "Name", "Code", "Group"}, rows)
}

var tagNames = []string{"Customer", "Supplier", "Newsletter", "Wholesale", "Press", "Architect", "Complaint pending", "Prefers phone"}

func (w *world) makeTags() error {
	var rows [][]string
	for _, name := range tagNames {
		rows = append(rows, []string{slug(name), name})
	}
	return w.file("11-Tag.csv", []string{"id", "Name"}, rows)
}

// partnerHeader are the columns of the partner file.
var partnerHeader = []string{"id", "Name", "IsCompany", "Position", "Birthday", "Email", "Phone", "Street", "Zip", "City", "Country", "Parent", "Tags"}

// makePartners makes companies with two or three of their people, and private
// customers.
func (w *world) makePartners() error {
	var rows [][]string
	add := func(row []string, customer bool) string {
		id := fmt.Sprintf("partner-%04d", len(rows)+1)
		rows = append(rows, append([]string{id}, row...))
		w.partners = append(w.partners, partner{id: id, customer: customer})
		return id
	}
	for len(rows) < w.size.Partners {
		loc := w.locale()
		place := w.address(loc)
		if !w.chance(15) {
			add(w.person(loc, place, "", ""), true)
			continue
		}
		supplier := w.chance(25)
		name := w.companyName(loc)
		domain := slug(strings.ReplaceAll(name, " ", "")) + ".example"
		tags := "customer|wholesale"
		if supplier {
			tags = "supplier"
		}
		id := add([]string{name, "true", "", "", "office@" + domain, w.phone(),
			place[0], place[1], place[2], loc.code, "", tags}, !supplier)
		if supplier {
			w.suppliers = append(w.suppliers, id)
		}
		for range 1 + w.rnd.IntN(3) {
			if len(rows) < w.size.Partners {
				add(w.person(loc, place, id, domain), false)
			}
		}
	}
	if len(w.suppliers) == 0 {
		w.suppliers = append(w.suppliers, w.partners[0].id)
	}
	return w.file("20-Partner.csv", partnerHeader, rows)
}

// locale draws a country by weight.
func (w *world) locale() locale {
	sum := 0
	for _, l := range w.locales {
		sum += l.weight
	}
	n := w.rnd.IntN(sum)
	for _, l := range w.locales {
		if n -= l.weight; n < 0 {
			return l
		}
	}
	panic("unreachable: the weights add up to sum")
}

// address returns street, zip and city.
func (w *world) address(loc locale) [3]string {
	number := strconv.Itoa(1 + w.rnd.IntN(140))
	street := strings.NewReplacer("{n}", number, "{s}", pick(w.rnd, loc.streets)).Replace(loc.street)
	return [3]string{street, w.digits(loc.zip), pick(w.rnd, loc.cities)}
}

// digits fills in a pattern: # is a digit, A and B are letters.
func (w *world) digits(pattern string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '#':
			return '1' + rune(w.rnd.IntN(9))
		case 'A', 'B':
			return 'A' + rune(w.rnd.IntN(26))
		}
		return r
	}, pattern)
}

func (w *world) phone() string {
	return w.digits("+## ### ######")
}

var trades = []string{"Interiors", "Trading", "Living", "Design", "Craft", "Supply", "Workshop", "Gardens", "Studio", "Outfitters", "Wood", "Ceramics"}

func (w *world) companyName(loc locale) string {
	return pick(w.rnd, loc.family) + " " + pick(w.rnd, trades) + " " + pick(w.rnd, loc.forms)
}

var positions = []string{"Buyer", "Managing director", "Accountant", "Office manager", "Sales manager", "Store manager"}

// person returns the row of somebody, of the company parent if that is given.
func (w *world) person(loc locale, place [3]string, parent, domain string) []string {
	given, family := pick(w.rnd, loc.given), pick(w.rnd, loc.family)
	email := fmt.Sprintf("%s.%s%d@mail.example", slug(given), slug(family), 10+w.rnd.IntN(90))
	position, tags := "", "customer"
	if parent != "" {
		email = slug(given) + "." + slug(family) + "@" + domain
		position, tags = pick(w.rnd, positions), ""
	}
	for i, percent := range []int{0, 0, 35, 0, 2, 4, 1, 3} {
		if w.chance(percent) {
			tags = strings.TrimPrefix(tags+"|"+slug(tagNames[i]), "|")
		}
	}
	birthday := ""
	if parent == "" && w.chance(60) {
		day := time.Date(1945, time.January, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, w.rnd.IntN(60*365))
		birthday = day.Format(time.DateOnly)
	}
	phone := ""
	if w.chance(45) {
		phone = w.phone()
	}
	return []string{given + " " + family, "false", position, birthday, email, phone,
		place[0], place[1], place[2], loc.code, parent, tags}
}

// makeUsers makes the people who sell. A user embeds a partner: the columns
// after Login are fields of the partner that comes with it.
func (w *world) makeUsers() error {
	var rows [][]string
	taken := map[string]bool{}
	for len(rows) < 12 {
		loc := w.locales[len(rows)%4]
		given, family := pick(w.rnd, loc.given), pick(w.rnd, loc.family)
		login := slug(given)
		if taken[login] {
			continue
		}
		taken[login] = true
		id := "user-" + login
		rows = append(rows, []string{id, login, given + " " + family, "Sales", login + "@shop.example", loc.code})
		w.users = append(w.users, id)
	}
	return w.file("30-User.csv", []string{"id", "Login", "Name", "Position", "Email", "Country"}, rows)
}
