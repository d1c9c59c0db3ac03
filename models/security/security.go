// Package security says who may do what: users belong to groups, groups inherit
// from one another, and permissions are granted to groups.
package security

// SuperUserID is the user that the system itself works as. It is a member of
// AdminGroup at all times.
const SuperUserID int64 = 1

// Identifiers of the groups that always exist.
const (
	// GroupEveryoneID is the ID of GroupEveryone.
	GroupEveryoneID = "everyone"
	// AdminGroupID is the ID of AdminGroup.
	AdminGroupID = "admin"
)

var (
	// GroupEveryone has every user as a member.
	GroupEveryone = &Group{ID: GroupEveryoneID, Name: "Everyone"}
	// AdminGroup is the group of administrators.
	AdminGroup = &Group{ID: AdminGroupID, Name: "Administrators"}
)

// Registry holds the groups and memberships of the program.
var Registry = NewGroupCollection()

// A Group is a set of users that permissions are granted to. Groups are made
// with GroupCollection.NewGroup and compared by pointer.
type Group struct {
	ID   string
	Name string
}

// String returns the name of the group, or its ID if it has none.
func (g *Group) String() string {
	switch {
	case g == nil:
		return "<no group>"
	case g.Name != "":
		return g.Name
	}
	return g.ID
}
