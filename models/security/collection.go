package security

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// A GroupCollection holds groups, what they inherit, and the users in them. It
// can be used from several goroutines. Make one with NewGroupCollection.
type GroupCollection struct {
	mu       sync.RWMutex
	groups   map[string]*Group
	inherits map[*Group][]*Group
	direct   map[int64]map[*Group]bool
	// reached caches per group the groups that its members are in, the group
	// itself included. It is emptied when a group comes or goes.
	reached map[*Group]map[*Group]bool
}

// NewGroupCollection returns a collection with GroupEveryone and AdminGroup, and
// the super user as the only member.
func NewGroupCollection() *GroupCollection {
	return &GroupCollection{
		groups:   map[string]*Group{GroupEveryoneID: GroupEveryone, AdminGroupID: AdminGroup},
		inherits: make(map[*Group][]*Group),
		direct:   map[int64]map[*Group]bool{SuperUserID: {AdminGroup: true}},
		reached:  make(map[*Group]map[*Group]bool),
	}
}

// A GroupError is what the methods of GroupCollection panic with when they are
// given a group that cannot be used.
type GroupError struct {
	// ID is the ID of the group.
	ID string
	// Problem says what is wrong with it.
	Problem string
}

// Error says which group has which problem.
func (e *GroupError) Error() string {
	return fmt.Sprintf("security: group %q: %s", e.ID, e.Problem)
}

// NewGroup adds a group and returns it. Its members are members of all the
// groups that it inherits, too. It panics with a *GroupError if the ID is empty
// or taken, or if an inherited group is not in the collection.
func (c *GroupCollection) NewGroup(id, name string, inherits ...*Group) *Group {
	c.mu.Lock()
	defer c.mu.Unlock()
	if id == "" {
		panic(&GroupError{ID: id, Problem: "a group needs an ID"})
	}
	if _, taken := c.groups[id]; taken {
		panic(&GroupError{ID: id, Problem: "there is a group with this ID already"})
	}
	for _, parent := range inherits {
		c.mustHave(parent)
	}
	group := &Group{ID: id, Name: name}
	c.groups[id] = group
	c.inherits[group] = slices.Clone(inherits)
	return group
}

// GetGroup returns the group with the given ID, or nil if there is none.
func (c *GroupCollection) GetGroup(id string) *Group {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.groups[id]
}

// AllGroups returns all groups, sorted by ID.
func (c *GroupCollection) AllGroups() []*Group {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return sortedGroups(maps.Values(c.groups))
}

// UnregisterGroup removes a group with its memberships. Groups that inherited it
// stay, without what came through it. A group that is not in the collection is
// ignored. It panics with a *GroupError for GroupEveryone and AdminGroup.
func (c *GroupCollection) UnregisterGroup(group *Group) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.has(group) {
		return
	}
	if group == GroupEveryone || group == AdminGroup {
		panic(&GroupError{ID: group.ID, Problem: "this group cannot be removed"})
	}
	delete(c.groups, group.ID)
	delete(c.inherits, group)
	for child, parents := range c.inherits {
		c.inherits[child] = slices.DeleteFunc(parents, func(g *Group) bool { return g == group })
	}
	for uid := range c.direct {
		c.removeMember(uid, group)
	}
	clear(c.reached)
}

// AddMembership makes the user a member of group. It panics with a *GroupError
// if the group is not in the collection.
func (c *GroupCollection) AddMembership(uid int64, group *Group) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mustHave(group)
	if c.direct[uid] == nil {
		c.direct[uid] = make(map[*Group]bool)
	}
	c.direct[uid][group] = true
}

// RemoveMembership takes back what AddMembership did. Memberships that come
// through another group, of everyone in GroupEveryone and of the super user in
// AdminGroup stay.
func (c *GroupCollection) RemoveMembership(uid int64, group *Group) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if uid == SuperUserID && group == AdminGroup {
		return
	}
	c.removeMember(uid, group)
}

// RemoveAllMemberships takes the user out of all groups, as far as
// RemoveMembership can.
func (c *GroupCollection) RemoveAllMemberships(uid int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.direct, uid)
	if uid == SuperUserID {
		c.direct[uid] = map[*Group]bool{AdminGroup: true}
	}
}

// HasMembership tells whether the user is a member of group, by itself or
// through a group that inherits it.
func (c *GroupCollection) HasMembership(uid int64, group *Group) bool {
	if group == GroupEveryone || uid == SuperUserID && group == AdminGroup {
		return true
	}
	c.mu.RLock()
	member, known := c.lookUp(uid, group)
	c.mu.RUnlock()
	if known {
		return member
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for direct := range c.direct[uid] {
		c.reach(direct)
	}
	member, _ = c.lookUp(uid, group)
	return member
}

// UserGroups returns all groups that the user is a member of, inherited ones and
// GroupEveryone included, sorted by ID.
func (c *GroupCollection) UserGroups(uid int64) []*Group {
	c.mu.Lock()
	defer c.mu.Unlock()
	res := map[*Group]bool{GroupEveryone: true}
	for direct := range c.direct[uid] {
		maps.Copy(res, c.reach(direct))
	}
	return sortedGroups(maps.Keys(res))
}

// lookUp answers HasMembership from the cache; known is false if the cache does
// not have all of the user's groups and no answer was found.
func (c *GroupCollection) lookUp(uid int64, group *Group) (member, known bool) {
	known = true
	for direct := range c.direct[uid] {
		if direct == group {
			return true, true
		}
		reached, ok := c.reached[direct]
		if reached[group] {
			return true, true
		}
		known = known && ok
	}
	return false, known
}

// reach returns the groups that the members of group are in. There are no
// circles: a group inherits only groups that were there before it.
func (c *GroupCollection) reach(group *Group) map[*Group]bool {
	if res, ok := c.reached[group]; ok {
		return res
	}
	res := map[*Group]bool{group: true}
	for _, parent := range c.inherits[group] {
		maps.Copy(res, c.reach(parent))
	}
	c.reached[group] = res
	return res
}

func (c *GroupCollection) has(group *Group) bool {
	return group != nil && c.groups[group.ID] == group
}

func (c *GroupCollection) mustHave(group *Group) {
	if c.has(group) {
		return
	}
	if group == nil {
		panic(&GroupError{Problem: "no group given"})
	}
	panic(&GroupError{ID: group.ID, Problem: "not in this collection; make it with NewGroup"})
}

func (c *GroupCollection) removeMember(uid int64, group *Group) {
	delete(c.direct[uid], group)
	if len(c.direct[uid]) == 0 {
		delete(c.direct, uid)
	}
}

func sortedGroups(seq func(func(*Group) bool)) []*Group {
	return slices.SortedFunc(seq, func(a, b *Group) int { return cmp.Compare(a.ID, b.ID) })
}
