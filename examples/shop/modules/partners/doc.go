// Package partners is the module of the people and companies that the shop
// knows.
//
// It shows declarations from the ground up: models with fields of most kinds,
// relations in both directions, mixins (Contact and Archivable), a model that
// embeds another one (User), computed fields and constraints.
package partners
