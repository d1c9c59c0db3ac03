package suite_test

import (
	"testing"
	"time"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"hexgen.test/suite/trace"
)

// The snippets of seed 004 about records, as they stand there.

func TestCreateReturnsTheRecord(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		customer := h.Partner().Create(env, h.Partner().NewData().
			SetName("Jane Smith").
			SetEmail("jsmith@example.com").
			SetPosition("Sale's Manager"))
		equal(t, "name", customer.Name(), "Jane Smith")
		equal(t, "email", customer.Email(), "jsmith@example.com")
		equal(t, "position", customer.Position(), "Sale's Manager")
		equal(t, "number of records", customer.Len(), 1)
		if customer.ID() <= 0 {
			t.Errorf("id = %d", customer.ID())
		}
	})
}

func TestCreateOnASetIgnoresItsRecords(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		others := newPartners(env, "John", "Joe")
		customer := others.Create(h.Partner().NewData().
			SetName("Jane Smith").
			SetEmail("jsmith@example.com").
			SetPosition("Sale's Manager"))
		equal(t, "names", namesOf(customer.Records()), "Jane Smith")
		equal(t, "names of the set", namesOf(others.Records()), "John,Joe")
		fromEmpty := h.Partner().NewSet(env).Create(h.Partner().NewData().SetName("Jim"))
		equal(t, "name", fromEmpty.Name(), "Jim")
	})
}

func TestCreateSetsZeroValuesAndDefaults(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partner := h.Partner().Create(env, h.Partner().NewData().SetName("Jane"))
		equal(t, "an unset text", partner.Email(), "")
		equal(t, "an unset integer", partner.Age(), 0)
		equal(t, "an unset boolean", partner.IsCompany(), false)
		equal(t, "an unset date", partner.Birthday().IsZero(), true)
		equal(t, "an unset relation", partner.Country().IsEmpty(), true)
		equal(t, "the default of a required field", partner.Active(), true)

		inactive := h.Partner().Create(env, h.Partner().NewData().SetName("Joe").SetActive(false))
		equal(t, "a zero value that is set, despite the default", inactive.Active(), false)
		gadget := h.Gadget().Create(env, h.Gadget().NewData().SetName("Gadget"))
		equal(t, "the default of a field made required later", gadget.Rank(), 7)
	})
}

func TestDefaultOfAFieldThatIsNotRequired(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		defaults := h.Session().NewSet(env).DefaultGet()
		equal(t, "the default in DefaultGet", defaults.State(), "planned")
		order := h.Order().NewSet(env).WithContext("default_Discount", 12.5).DefaultGet()
		equal(t, "a default from the context", order.Discount(), 12.5)
		equal(t, "a default from a function", order.Name(), "New")
		prefixed := h.Order().NewSet(env).WithContext("order_prefix", "SO").DefaultGet()
		equal(t, "a function reads the context", prefixed.Name(), "SO")
	})
}

func TestWriteIsOneStatement(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "John", "Jane", "Joe")
		env.Flush()
		costs(t, env, "Write on three records", 1, func() {
			equal(t, "result", partners.Write(h.Partner().NewData().SetLang("fr_FR").SetAge(30)), true)
			env.Flush()
		})
		for _, p := range partners.Records() {
			equal(t, "language", p.Lang(), "fr_FR")
			equal(t, "age", p.Age(), 30)
		}
	})
}

func TestSetterSetsAllRecords(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "John", "Jane")
		partners.SetFunction("Manager")
		equal(t, "first", partners.Records()[0].Function(), "Manager")
		equal(t, "second", partners.Records()[1].Function(), "Manager")
	})
}

func TestUpdateBirthdayWithTwoLayers(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		log := new(trace.Log)
		partner := newPartners(env, "Jane").WithContext(trace.Key, log)
		birthday := time.Date(1982, time.June, 3, 0, 0, 0, 0, time.UTC)
		partner.UpdateBirthday(birthday)
		equal(t, "birthday", partner.Birthday(), models.NewDate(1982, time.June, 3))
		equal(t, "age", partner.Age(), int64(time.Now().Year()-1982))
		traced(t, "UpdateBirthday", log, "crm.UpdateBirthday", "sale.UpdateBirthday", "base.UpdateBirthday")
	})
}

func TestFirstAndAll(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "John", "Jane")
		first := partners.First()
		equal(t, "First().Name()", first.Name(), "John")
		equal(t, "First().ID()", first.ID(), partners.Ids()[0])
		var names []string
		for _, data := range partners.All() {
			names = append(names, data.Name())
		}
		same(t, "All()", names, []string{"John", "Jane"})

		empty := h.Partner().NewSet(env)
		equal(t, "First() of an empty set has nothing set", len(empty.First().Fields()), 0)
		equal(t, "All() of an empty set", len(empty.All()), 0)
		if empty.All() == nil || empty.Read([]string{"Name"}) == nil {
			t.Error("All and Read of an empty set give nil, want an empty slice")
		}
	})
}

// The values of a record hold all its fields, those that are computed or heavy too.
func TestFirstHoldsAllFields(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		kinds := h.AllKinds().Create(env, h.AllKinds().NewData().SetBinary("data").CreateOne2Many(h.KindLine().NewData()))
		equal(t, "Binary", kinds.First().Binary(), "data")
		equal(t, "One2Many", kinds.First().One2Many().Len(), 1)
		equal(t, "computed", newPartners(env, "Ann").First().Greeting(), "Dear Ann")
	})
}

func TestRead(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		country := newCountry(env, "France", "FR")
		partners := newPartners(env, "John", "Jane")
		partners.SetCountry(country)
		partners.Records()[0].SetAge(33)
		rows := partners.Read([]string{"Name", "Age", "Country"})
		equal(t, "rows", len(rows), 2)
		for i, want := range []struct {
			name string
			age  int64
		}{{"John", 33}, {"Jane", 0}} {
			equal[any](t, "name", rows[i]["Name"], want.name)
			equal[any](t, "age", rows[i]["Age"], want.age)
			equal[any](t, "country, by id", rows[i]["Country"], country.ID())
		}
	})
}

func TestUnlink(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partners := newPartners(env, "John", "Jane", "Joe")
		equal(t, "result", partners.Records()[1].Unlink(), true)
		equal(t, "what is left", namesOf(h.Partner().NewSet(env).SearchAll().Records()), "Joe,John")
		equal(t, "Exists", namesOf(partners.Exists().Records()), "John,Joe")
		equal(t, "Unlink of an empty set", h.Partner().NewSet(env).Unlink(), true)
	})
}

func TestSeedSession(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		teacher, students := newPartners(env, "Teacher"), newPartners(env, "Ann", "Bob")
		course := h.Course().Create(env, h.Course().NewData().
			SetName("Go").
			SetDate(models.NewDate(2024, time.May, 7)).
			SetTeacher(teacher).
			SetLimitDate(models.NewDateTime(2024, time.May, 1, 12, 30, 0)).
			SetAttendees(students).
			CreateSessions(h.Session().NewData().SetRoomNo(12), h.Session().NewData().SetRoomNo(13)))
		var rooms []int16
		for _, session := range course.Sessions().Records() {
			rooms = append(rooms, session.RoomNo())
		}
		same(t, "rooms", rooms, []int16{12, 13})
		equal(t, "teacher", course.Teacher().Name(), "Teacher")
		equal(t, "attendees", namesOf(course.Attendees().SortedDefault().Records()), "Ann,Bob")
		equal(t, "limit", course.LimitDate().String(), "2024-05-01 12:30:00")
	})
}

// newPartners creates partners and returns them in the order of the names.
func newPartners(env models.Environment, names ...string) m.PartnerSet {
	data := make([]m.PartnerData, len(names))
	for i, name := range names {
		data[i] = h.Partner().NewData().SetName(name)
	}
	return h.Partner().CreateMulti(env, data)
}

// newCountry creates a country.
func newCountry(env models.Environment, name, code string) m.CountrySet {
	return h.Country().Create(env, h.Country().NewData().SetName(name).SetCode(code))
}
