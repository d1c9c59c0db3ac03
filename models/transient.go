package models

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hexgen/hexgen/models/security"
)

// TransientMaxAge is how long records of transient models are kept by FreeTransientModels, counted from their last
// change.
const TransientMaxAge = 30 * time.Minute

// transientBatch is how many records are deleted in one transaction.
const transientBatch = 1000

// FreeTransientModels is Database.VacuumTransient on the database that Connect opened, for records older than
// TransientMaxAge. Programs call it from time to time.
func FreeTransientModels() (int, error) {
	db, err := DB()
	if err != nil {
		return 0, err
	}
	return db.VacuumTransient(context.Background(), TransientMaxAge)
}

// VacuumTransient deletes the records of transient models that were last changed longer ago than olderThan, and returns
// how many. They are deleted by the Unlink methods of their models, as the super user, so that layers, cascades and
// computed fields see it as any other deletion. Each batch of records has a transaction of its own: what cannot be
// deleted, for instance because a record with a restricting foreign key points at it, is reported after everything else
// was dealt with.
func (db *Database) VacuumTransient(ctx context.Context, olderThan time.Duration) (int, error) {
	return db.vacuumTransient(ctx, Now().Add(-olderThan))
}

// vacuumTransient deletes what was last changed before a moment.
func (db *Database) vacuumTransient(ctx context.Context, before DateTime) (int, error) {
	if err := db.registry.ready(); err != nil {
		return 0, err
	}
	total := 0
	var errs []error
	for _, m := range db.registry.Models() {
		if m.kind != transientModel {
			continue
		}
		for after, more := int64(0), true; more && ctx.Err() == nil; {
			batch, err := db.vacuumBatch(ctx, m, before, after)
			if err != nil {
				errs = append(errs, fmt.Errorf("vacuum of %s: %w", m.name, err))
			} else {
				total += batch.deleted
			}
			more, after = batch.more, batch.last
		}
	}
	return total, errors.Join(append(errs, ctx.Err())...)
}

// vacuumed is what became of a batch.
type vacuumed struct {
	deleted int
	last    int64 // id of the last record
	more    bool
}

// vacuumBatch deletes records of one model whose ids are greater than after.
func (db *Database) vacuumBatch(ctx context.Context, m *Model, before DateTime, after int64) (vacuumed, error) {
	var v vacuumed
	err := db.ExecuteInNewEnvironmentContext(ctx, security.SuperUserID, func(env Environment) {
		v = vacuumed{}
		old := NewSet(env, m.name).Search(Where().Field(baseFieldNames[FieldWriteDate]).Lower(before).And().Field(baseFieldNames[FieldID]).Greater(after)).
			OrderBy(baseFieldNames[FieldID]).Limit(transientBatch)
		ids := old.Ids()
		if len(ids) == 0 {
			return
		}
		v.last, v.more = ids[len(ids)-1], len(ids) == transientBatch
		CallUnlink(old)
		v.deleted = len(ids) - NewSet(env, m.name).Browse(ids).Exists().Len() // a layer may keep some
	})
	return v, err
}
