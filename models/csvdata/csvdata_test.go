package csvdata_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/csvdata"
)

func TestLoadAllKindsOfFields(t *testing.T) {
	onEachDatabase(t, func(t *testing.T, db *models.Database) {
		result := load(t, db, csvdata.Options{},
			"10-Land.csv", lands,
			"20-Person.csv", "\ufeffid,Name,land_id,Visited,Age,Height,Born,Seen,Awake,Mood,Photo\r\n"+
				"ann,\"Ann, the first\",fr,jp|br,33,1.75,1990-02-28,2024-05-06 07:08:09,yes,good,photos/ann.jpg\r\n"+
				"bob,Bob,jp,,,,,,,,\r\n",
			"photos/ann.jpg", "\x00\xffjpeg")
		if len(result) != 2 || result.Rows() != 5 || result.Created() != 5 {
			t.Errorf("result = %+v, want 5 records of 2 files", result)
		}
		in(t, db, func(env models.Environment) {
			ann, bob := record(t, env, "Person", "ann"), record(t, env, "Person", "bob")
			want := map[string]any{
				"Name": "Ann, the first", "Age": int64(33), "Height": 1.75, "Born": models.NewDate(1990, 2, 28),
				"Seen": models.NewDateTime(2024, 5, 6, 7, 8, 9), "Awake": true, "Mood": "good",
				"Photo": "\x00\xffjpeg", "Greeting": "Hello",
			}
			for field, value := range want {
				if got := ann.Get(models.FieldName(field)); got != value {
					t.Errorf("%s of Ann = %#v, want %#v", field, got, value)
				}
			}
			if got := relation(ann, "Land").Get(models.FieldName("Name")); got != "France" {
				t.Errorf("Land of Ann = %v, want France", got)
			}
			if got := relation(ann, "Visited").Len(); got != 2 {
				t.Errorf("Ann visited %d lands, want 2", got)
			}
			if got := bob.Get(models.FieldName("Age")); got != int64(0) {
				t.Errorf("Age of Bob = %v, want 0", got)
			}
			if got := bob.Get(models.FieldName("Greeting")); got != "Hello" {
				t.Errorf("Greeting of Bob = %v, want the default", got)
			}
		})
	})
}

func TestReferencesWithinAFile(t *testing.T) {
	onEachDatabase(t, func(t *testing.T, db *models.Database) {
		for _, size := range []int{1, 2, 100} {
			load(t, db, csvdata.Options{BatchSize: size},
				"10-Land.csv", lands,
				"20-Person.csv", "id,Name,Land,Friend,Friends\nann,Ann,fr,cid,bob|cid\nbob,Bob,fr,ann,ann\ncid,Cid,fr,,bob\n")
			in(t, db, func(env models.Environment) {
				ann, bob, cid := record(t, env, "Person", "ann"), record(t, env, "Person", "bob"), record(t, env, "Person", "cid")
				if got := relation(ann, "Friend").ID(); got != cid.ID() {
					t.Errorf("batches of %d: the friend of Ann is %d, want Cid, %d", size, got, cid.ID())
				}
				if got := relation(bob, "Friend").ID(); got != ann.ID() {
					t.Errorf("batches of %d: the friend of Bob is %d, want Ann, %d", size, got, ann.ID())
				}
				if got := relation(ann, "Friends").Len(); got != 2 {
					t.Errorf("batches of %d: Ann has %d friends, want 2", size, got)
				}
				models.NewSet(env, "Person").SearchAll().Unlink()
			})
		}
	})
}

func TestSecondLoad(t *testing.T) {
	cases := []struct {
		existing csvdata.Existing
		want     csvdata.FileResult
		name     string
		age      int64
	}{
		{csvdata.Update, csvdata.FileResult{Created: 1, Updated: 2}, "Anna", 0},
		{csvdata.Skip, csvdata.FileResult{Created: 1, Skipped: 2}, "Ann", 33},
	}
	onEachDatabase(t, func(t *testing.T, db *models.Database) {
		for _, c := range cases {
			load(t, db, csvdata.Options{}, "10-Land.csv", lands, "20-Person.csv", "id,Name,Land,Age\nann,Ann,fr,33\nbob,Bob,jp,44\n")
			result := load(t, db, csvdata.Options{Existing: c.existing},
				"20-Person_more.csv", "id,Name,Land,Age\nann,Anna,br,\nbob,Bob,jp,44\ncid,Cid,fr,5\n")
			got := result[0]
			if got.Created != c.want.Created || got.Updated != c.want.Updated || got.Skipped != c.want.Skipped {
				t.Errorf("result = %+v, want %+v", got, c.want)
			}
			in(t, db, func(env models.Environment) {
				ann := record(t, env, "Person", "ann")
				if ann.Get(models.FieldName("Name")) != c.name || ann.Get(models.FieldName("Age")) != c.age {
					t.Errorf("Ann is %v, %v years old; want %v, %v", ann.Get(models.FieldName("Name")), ann.Get(models.FieldName("Age")), c.name, c.age)
				}
				models.NewSet(env, "Person").SearchAll().Unlink()
			})
		}
	})
}

func TestUnchangedRecordsAreNotWritten(t *testing.T) {
	onEachDatabase(t, func(t *testing.T, db *models.Database) {
		const first = "id,Name,Land,Visited,Age,Height,Born\nann,Ann,fr,jp|br,33,1.75,1990-02-28\nbob,Bob,jp,,0,,\n"
		const second = "id,Name,Land,Visited,Age,Height,Born\nann,Ann,fr,jp|br,33,1.75,1990-02-28\nbob,Bob,jp,,1,,\n"
		load(t, db, csvdata.Options{}, "10-Land.csv", lands, "20-Person.csv", first)
		load(t, db, csvdata.Options{}, "10-Land.csv", lands, "20-Person.csv", second)
		in(t, db, func(env models.Environment) {
			for id, written := range map[string]bool{"ann": false, "bob": true} {
				person := record(t, env, "Person", id)
				created, changed := person.Get(models.FieldName("CreateDate")), person.Get(models.FieldName("WriteDate"))
				if got := created != changed; got != written {
					t.Errorf("%s: created %v, written %v; want it written again: %v", id, created, changed, written)
				}
			}
		})
	})
}

func TestDeletedRecordsAreCreatedAgain(t *testing.T) {
	onEachDatabase(t, func(t *testing.T, db *models.Database) {
		load(t, db, csvdata.Options{}, "Land.csv", lands)
		in(t, db, func(env models.Environment) { record(t, env, "Land", "jp").Unlink() })
		result := load(t, db, csvdata.Options{Existing: csvdata.Skip}, "Land.csv", lands)
		if result[0].Created != 1 || result[0].Skipped != 2 {
			t.Errorf("result = %+v, want 1 created and 2 skipped", result[0])
		}
		in(t, db, func(env models.Environment) {
			if got := record(t, env, "Land", "jp").Get(models.FieldName("Name")); got != "Japan" {
				t.Errorf("Name = %v, want Japan", got)
			}
		})
	})
}

func TestProgress(t *testing.T) {
	onEachDatabase(t, func(t *testing.T, db *models.Database) {
		var rows []int
		var last csvdata.Progress
		load(t, db, csvdata.Options{BatchSize: 2, Progress: func(p csvdata.Progress) {
			rows = append(rows, p.Rows())
			last = p
		}}, "Land.csv", lands)
		if len(rows) != 2 || rows[0] != 2 || rows[1] != 3 {
			t.Errorf("rows = %v, want 2 and 3", rows)
		}
		if !last.Done || last.Size != int64(len(lands)) || last.Read != last.Size {
			t.Errorf("last progress = %+v, want all %d bytes", last, len(lands))
		}
	})
}

// TestStatements holds the loader to a few statements a batch.
func TestStatements(t *testing.T) {
	var content strings.Builder
	content.WriteString("id,Name,Land,Friend,Visited\n")
	for i := range 2000 {
		fmt.Fprintf(&content, "p%d,Number %d,fr,p%d,jp|br\n", i, i, (i+1)%2000)
	}
	fsys := files("10-Land.csv", lands, "20-Person.csv", content.String())
	onEachDatabase(t, func(t *testing.T, db *models.Database) {
		in(t, db, func(env models.Environment) {
			csvdata.LoadFile(env, fsys, "10-Land.csv", csvdata.Options{})
			before := env.StatementCount()
			result := csvdata.LoadFile(env, fsys, "20-Person.csv", csvdata.Options{BatchSize: 1000})
			if result.Created != 2000 {
				t.Errorf("created %d records, want 2000", result.Created)
			}
			if got := env.StatementCount() - before; got > 40 {
				t.Errorf("%d statements for two batches, want 40 at most", got)
			}
		})
	})
}

func TestOrderOfFiles(t *testing.T) {
	onEachDatabase(t, func(t *testing.T, db *models.Database) {
		result := load(t, db, csvdata.Options{},
			"Person.csv", "id,Name,Land\nann,Ann,it\n",
			"10-Land_more.csv", "id,Name\nit,Italy\n",
			"9-Land.csv", lands,
			"notes.txt", "not a data file")
		var names []string
		for _, f := range result {
			names = append(names, f.File)
		}
		if got, want := strings.Join(names, " "), "9-Land.csv 10-Land_more.csv Person.csv"; got != want {
			t.Errorf("order = %s, want %s", got, want)
		}
	})
}
