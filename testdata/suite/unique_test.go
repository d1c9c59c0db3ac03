package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
)

// A unique value that one record gives up is free for another one, though both changes are sent later and together.
func TestUniqueValuesThatMove(t *testing.T) {
	for _, tt := range []struct {
		name string
		move func(env models.Environment, ann, bob m.PartnerSet, one, two m.PassportSet)
		want [2]string // the numbers of Ann's and Bob's passports
	}{
		{"given up and taken, setters", func(_ models.Environment, ann, bob m.PartnerSet, one, two m.PassportSet) {
			one.SetHolder(nil)
			two.SetHolder(ann)
		}, [2]string{"2", ""}},
		{"exchanged by way of none", func(_ models.Environment, ann, bob m.PartnerSet, one, two m.PassportSet) {
			one.SetHolder(nil)
			two.SetHolder(ann)
			one.SetHolder(bob)
		}, [2]string{"2", "1"}},
		{"replaced at the other end", func(_ models.Environment, ann, bob m.PartnerSet, one, two m.PassportSet) {
			ann.SetPassport(two)
		}, [2]string{"2", ""}},
		{"exchanged at the other end", func(_ models.Environment, ann, bob m.PartnerSet, one, two m.PassportSet) {
			ann.SetPassport(two)
			bob.SetPassport(one)
		}, [2]string{"2", "1"}},
		{"replaced by a new record", func(env models.Environment, ann, bob m.PartnerSet, one, two m.PassportSet) {
			one.SetHolder(nil)
			h.Passport().Create(env, h.Passport().NewData().SetNumber("3").SetHolder(ann))
		}, [2]string{"3", "2"}},
		{"a deleted record's", func(env models.Environment, ann, bob m.PartnerSet, one, two m.PassportSet) {
			one.Unlink()
			h.Passport().Create(env, h.Passport().NewData().SetNumber("1").SetHolder(ann))
		}, [2]string{"1", "2"}},
		{"values shifted by one", func(env models.Environment, ann, bob m.PartnerSet, one, two m.PassportSet) {
			two.SetNumber("3")
			one.SetNumber("2")
			h.Passport().Create(env, h.Passport().NewData().SetNumber("1"))
		}, [2]string{"2", "3"}},
		{"values shifted by one, in one table", func(env models.Environment, ann, bob m.PartnerSet, one, two m.PassportSet) {
			one.SetNumber("0")
			two.SetNumber("1")
		}, [2]string{"0", "1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			simulated(t, func(t *testing.T, env models.Environment) {
				partners := newPartners(env, "Ann", "Bob")
				ann, bob := partners.Records()[0], partners.Records()[1]
				one := h.Passport().Create(env, h.Passport().NewData().SetNumber("1").SetHolder(ann))
				two := h.Passport().Create(env, h.Passport().NewData().SetNumber("2").SetHolder(bob))
				env.Flush()
				tt.move(env, ann, bob, one, two)
				equal(t, "Ann's passport", ann.Passport().Number(), tt.want[0])
				equal(t, "Bob's passport", bob.Passport().Number(), tt.want[1])
				env.Flush()
				passports := h.Passport().NewSet(env).SearchAll()
				passports.ForceLoad()
				equal(t, "Ann's passport in the database", ann.Passport().Number(), tt.want[0])
				equal(t, "Bob's passport in the database", bob.Passport().Number(), tt.want[1])
			})
		})
	}
}
