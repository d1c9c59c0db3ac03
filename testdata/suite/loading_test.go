package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
)

func TestNothingIsQueriedBeforeItIsNeeded(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partner := newPartners(env, "Ann")
		env.Flush()
		costs(t, env, "making sets", 0, func() {
			set := h.Partner().Search(env, q.Partner().Name().Equals("Ann")).Limit(3).OrderBy("Name")
			set.WithContext("a", 1).Sudo()
			h.Partner().Browse(env, partner.Ids())
			h.Partner().BrowseOne(env, partner.ID())
			h.Partner().NewSet(env).SearchAll()
		})
	})
}

// The first getter loads the set with all light fields; the next ones read the cache.
func TestAGetterLoadsTheWholeSet(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) { newPartners(env, "Ann", "Bob", "Cid") })
		execute(t, db, func(env models.Environment) {
			partners := h.Partner().NewSet(env).SearchAll()
			costs(t, env, "all fields of all records", 1, func() {
				equal(t, "names", namesOf(partners.Records()), "Ann,Bob,Cid")
				for _, p := range partners.Records() {
					p.Email()
					p.Age()
					p.Comment()
					p.Birthday()
					p.Active()
					p.CreateDate()
				}
			})
			costs(t, env, "a second look", 0, func() { equal(t, "names", namesOf(partners.Records()), "Ann,Bob,Cid") })
			costs(t, env, "an unset relation of all", 0, func() {
				for _, p := range partners.Records() {
					equal(t, "country", p.Country().Name(), "")
				}
			})
		})
		execute(t, db, func(env models.Environment) {
			partners := h.Partner().NewSet(env).SearchAll()
			partners.Load("Name")
			costs(t, env, "a field that Load left out, of all records", 1, func() {
				for _, p := range partners.Records() {
					p.Email()
				}
			})
		})
	})
}

// Large values are fetched only when they are read, for the whole set.
func TestBinaryIsLoadedWhenRead(t *testing.T) {
	committed(t, func(t *testing.T, db *models.Database) {
		execute(t, db, func(env models.Environment) {
			h.AllKinds().CreateMulti(env, []m.AllKindsData{
				h.AllKinds().NewData().SetChar("a").SetBinary("\x00\xff one"),
				h.AllKinds().NewData().SetChar("b").SetBinary("two"),
			})
		})
		execute(t, db, func(env models.Environment) {
			all := h.AllKinds().NewSet(env).SearchAll().OrderBy("Char")
			costs(t, env, "a light field", 1, func() { equal(t, "char", all.Char(), "a") })
			costs(t, env, "the binary field of all", 1, func() {
				equal(t, "first", all.Records()[0].Binary(), "\x00\xff one")
				equal(t, "second", all.Records()[1].Binary(), "two")
			})
		})
	})
}

// Values of the cache are read again after direct SQL, and on ForceLoad.
func TestForceLoad(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partner := newPartners(env, "Ann")
		equal(t, "name", partner.Name(), "Ann")
		env.Cr().Execute("UPDATE partner SET name = ? WHERE id = ?", "Anna", partner.ID())
		equal(t, "name after direct SQL", partner.Name(), "Anna")
		costs(t, env, "ForceLoad", 1, func() { partner.ForceLoad("Name") })
		equal(t, "name after ForceLoad", partner.Name(), "Anna")
	})
}

// A set found by a search keeps what it found.
func TestAFetchedSetDoesNotChange(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		newPartners(env, "Ann", "Bob")
		found := h.Partner().Search(env, q.Partner().Name().Equals("Ann"))
		equal(t, "length", found.Len(), 1)
		found.SetName("Anna")
		equal(t, "length after the record no longer matches", found.Len(), 1)
		equal(t, "a new search", h.Partner().Search(env, q.Partner().Name().Equals("Ann")).Len(), 0)
	})
}
