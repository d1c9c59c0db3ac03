package security

import (
	"errors"
	"reflect"
	"sync"
	"testing"
)

// groupError returns the *GroupError that f panics with, or nil.
func groupError(f func()) (res *GroupError) {
	defer func() {
		if err, ok := recover().(error); ok {
			errors.As(err, &res)
		}
	}()
	f()
	return nil
}

func TestMembership(t *testing.T) {
	c := NewGroupCollection()
	user := c.NewGroup("user", "User")
	sales := c.NewGroup("sales", "Sales", user)
	stock := c.NewGroup("stock", "Stock", user)
	manager := c.NewGroup("manager", "Manager", sales, stock)
	c.AddMembership(2, user)
	c.AddMembership(3, sales)
	c.AddMembership(4, manager)
	c.AddMembership(4, manager)

	tests := []struct {
		uid  int64
		want []*Group
	}{
		{SuperUserID, []*Group{AdminGroup, GroupEveryone}},
		{2, []*Group{GroupEveryone, user}},
		{3, []*Group{GroupEveryone, sales, user}},
		{4, []*Group{GroupEveryone, manager, sales, stock, user}},
		{99, []*Group{GroupEveryone}},
	}
	check := func(uid int64, want []*Group) {
		t.Helper()
		for range 2 { // the second time from the cache
			for _, g := range []*Group{user, sales, stock, manager, AdminGroup, GroupEveryone} {
				in := false
				for _, w := range want {
					in = in || w == g
				}
				if c.HasMembership(uid, g) != in {
					t.Errorf("user %d in %s: %v", uid, g, !in)
				}
			}
		}
		if got := c.UserGroups(uid); !reflect.DeepEqual(got, want) {
			t.Errorf("groups of user %d: %v", uid, got)
		}
	}
	for _, tt := range tests {
		check(tt.uid, tt.want)
	}

	c.RemoveMembership(3, user) // comes through sales, so it stays
	check(3, tests[2].want)
	c.RemoveMembership(3, sales)
	check(3, []*Group{GroupEveryone})

	c.UnregisterGroup(sales)
	check(4, []*Group{GroupEveryone, manager, stock, user})
	c.UnregisterGroup(stock)
	check(4, []*Group{GroupEveryone, manager})
	c.RemoveAllMemberships(4)
	check(4, []*Group{GroupEveryone})
}

func TestSuperUserStaysAdmin(t *testing.T) {
	c := NewGroupCollection()
	c.RemoveMembership(SuperUserID, AdminGroup)
	c.RemoveAllMemberships(SuperUserID)
	if !c.HasMembership(SuperUserID, AdminGroup) || !reflect.DeepEqual(c.UserGroups(SuperUserID), []*Group{AdminGroup, GroupEveryone}) {
		t.Errorf("groups of the super user: %v", c.UserGroups(SuperUserID))
	}
}

func TestGroups(t *testing.T) {
	c := NewGroupCollection()
	user := c.NewGroup("user", "User")
	other := NewGroupCollection().NewGroup("other", "Other")
	if c.GetGroup("user") != user || c.GetGroup("admin") != AdminGroup || c.GetGroup("none") != nil {
		t.Error("GetGroup is wrong")
	}
	if got := c.AllGroups(); !reflect.DeepEqual(got, []*Group{AdminGroup, GroupEveryone, user}) {
		t.Errorf("AllGroups() = %v", got)
	}
	for name, f := range map[string]func(){
		"taken ID":              func() { c.NewGroup("user", "Again") },
		"no ID":                 func() { c.NewGroup("", "Nameless") },
		"foreign parent":        func() { c.NewGroup("x", "X", other) },
		"nil parent":            func() { c.NewGroup("x", "X", nil) },
		"member of a foreign":   func() { c.AddMembership(2, other) },
		"member of nil":         func() { c.AddMembership(2, nil) },
		"removal of the admins": func() { c.UnregisterGroup(AdminGroup) },
		"removal of everyone":   func() { c.UnregisterGroup(GroupEveryone) },
	} {
		if err := groupError(f); err == nil || err.Error() == "" {
			t.Errorf("%s: no panic", name)
		}
	}
	if c.GetGroup("x") != nil {
		t.Error("a refused group is there")
	}
	c.UnregisterGroup(other)
	c.UnregisterGroup(nil)
	c.UnregisterGroup(user)
	if again := c.NewGroup("user", ""); again == user || again.String() != "user" {
		t.Errorf("made again: %v", again)
	}
	if c.HasMembership(2, nil) {
		t.Error("a member of no group")
	}
}

func TestConcurrentUse(t *testing.T) {
	c := NewGroupCollection()
	user := c.NewGroup("user", "User")
	var wg sync.WaitGroup
	for i := range int64(4) {
		wg.Go(func() {
			name := string(rune('a' + i))
			for range 100 {
				g := c.NewGroup(name, name, user)
				c.AddMembership(i+2, g)
				if !c.HasMembership(i+2, user) || len(c.UserGroups(i+2)) != 3 {
					t.Errorf("user %d: %v", i+2, c.UserGroups(i+2))
				}
				c.UnregisterGroup(g)
			}
		})
	}
	wg.Wait()
}

func TestPermission(t *testing.T) {
	for p, want := range map[Permission]string{
		0: "none", Read: "Read", Read | Unlink: "Read|Unlink", All: "Read|Write|Unlink",
	} {
		if p.String() != want {
			t.Errorf("String() = %q, want %q", p, want)
		}
	}
	if !All.Has(Read|Write) || Read.Has(Read|Write) || !Write.Has(0) {
		t.Error("Has is wrong")
	}
}
