package csvdata_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/csvdata"
)

func TestErrorsNameThePlace(t *testing.T) {
	cases := []struct {
		name, file, content string
		want                []string
	}{
		{"values", "20-Person.csv", "id,Name,Land,Age,Height,Born,Seen,Awake,Mood,Photo\n" +
			"ann,Ann,fr,old,tall,soon,now,perhaps,great,nowhere.jpg\n",
			[]string{
				`20-Person.csv:2: column Age: "old" is not a whole number`,
				`20-Person.csv:2: column Height: "tall" is not a number such as 12.50`,
				`20-Person.csv:2: column Born: "soon" is no date`,
				`20-Person.csv:2: column Seen: "now" is no date and time`,
				`20-Person.csv:2: column Awake: "perhaps" is neither true nor false`,
				`20-Person.csv:2: column Mood: "great" is none of the values of the field: use one of bad, good`,
				`20-Person.csv:2: column Photo: the cell must be the path of a file`,
			}},
		{"line after a cell of two lines", "20-Person.csv", "id,Name,Land\nann,\"Ann\nthe first\",fr\nbob,Bob,xx\n",
			[]string{`20-Person.csv:4: column Land: no record of Land has the external id "xx"`}},
		{"unknown reference in the file", "20-Person.csv", "id,Name,Land,Friend,Friends\nann,Ann,fr,bob,ann|zoe\nbob,Bob,fr,yan,\n",
			[]string{
				`20-Person.csv:2: column Friends: no record of Person has the external id "zoe"`,
				`20-Person.csv:3: column Friend: no record of Person has the external id "yan"`,
			}},
		{"ids", "20-Person.csv", "id,Name,Land\nann,Ann,fr\nann,Anna,fr\n,Bob,fr\n",
			[]string{
				`20-Person.csv:3: column id: "ann" is the external id of line 2 already`,
				`20-Person.csv:4: column id: the external id is empty`,
			}},
		{"header", "20-Person.csv", "key,Nmae,Land,land_id\n",
			[]string{
				`20-Person.csv:1: column key: the first column must be called id`,
				`20-Person.csv:1: column Nmae: Person has no such field: use one of ID`,
				`20-Person.csv:1: column land_id: the field has two columns`,
			}},
		{"reverse relation", "20-Land.csv", "id,People\n",
			[]string{`20-Land.csv:1: column People: a One2Many field cannot be loaded: load Person with a column for the other end, Land`}},
		{"computed", "20-Person.csv", "id,Shout\n", []string{`20-Person.csv:1: column Shout: the field is computed and cannot be set`}},
		{"cells", "20-Person.csv", "id,Name,Land\nann,Ann\n", []string{`20-Person.csv:2: the row must have as many cells as the header, 3`}},
		{"quotes", "20-Person.csv", "id,Name,Land\nann,\"Ann,fr\n", []string{`20-Person.csv:2: `}},
		{"empty", "20-Person.csv", "", []string{`20-Person.csv: the file is empty`}},
		{"encoding", "20-Person.csv", "id,Name,Land\nann,Ren\xe9,fr\n", []string{`20-Person.csv:2: column Name: the text is not UTF-8`}},
		{"model", "20-Persn.csv", "id\n", []string{`20-Persn.csv: no model is called Persn`}},
		{"file name", "20 people.csv", "id\n", []string{`20 people.csv: the name does not say which model`}},
	}
	onEachDatabase(t, func(t *testing.T, db *models.Database) {
		for _, c := range cases {
			_, err := csvdata.Load(context.Background(), db, files("10-Land.csv", lands, c.file, c.content), csvdata.Options{})
			if err == nil {
				t.Errorf("%s: no error", c.name)
				continue
			}
			lines := strings.Split(err.Error(), "\n")
			if len(lines) != len(c.want) {
				t.Errorf("%s: %d errors, want %d:\n%v", c.name, len(lines), len(c.want), err)
				continue
			}
			for i, want := range c.want {
				if !strings.HasPrefix(lines[i], want) {
					t.Errorf("%s: error = %s\nwant %s", c.name, lines[i], want)
				}
			}
		}
		if _, people := counts(t, db); people != 0 {
			t.Errorf("%d people were created from files with errors", people)
		}
	})
}

func TestErrorOfTheDatabase(t *testing.T) {
	onEachDatabase(t, func(t *testing.T, db *models.Database) {
		content := "id,Name,Land,Age\na,A,fr,1\nb,B,fr,2\nc,C,fr,3\nd,D,fr,-1\ne,E,fr,5\n"
		for _, size := range []int{1, 2, 3, 100} {
			var last csvdata.Progress
			options := csvdata.Options{BatchSize: size, Progress: func(p csvdata.Progress) { last = p }}
			result, err := csvdata.Load(context.Background(), db, files("10-Land.csv", lands, "20-Person.csv", content), options)

			var constraint *models.ConstraintError
			if !errors.As(err, &constraint) {
				t.Fatalf("batches of %d: error = %v, want a *models.ConstraintError", size, err)
			}
			if want := "20-Person.csv:5: Nobody is younger than 0."; err.Error() != want {
				t.Errorf("batches of %d: error = %v, want %s", size, err, want)
			}
			if len(result) != 1 || result[0].Model != "Land" {
				t.Errorf("batches of %d: result = %+v, want the file of Land", size, result)
			}
			if last.Model == "Person" && last.Done {
				t.Errorf("batches of %d: the progress says that the file is done", size)
			}
			if lands, people := counts(t, db); lands != 3 || people != 0 {
				t.Errorf("batches of %d: %d lands and %d people, want 3 and 0", size, lands, people)
			}
		}
	})
}
