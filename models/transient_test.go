package models

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/hexgen/hexgen/models/security"
)

// wizardModels declares transient models, and models that point at them.
func wizardModels(r *Registry) {
	wizard := r.Model("Wizard").DeclareTransientModel()
	wizard.AddFields(map[string]FieldDefinition{"Name": CharField{}, "Lines": One2ManyField{RelationModel: r.Model("WizardLine"), ReverseFK: "Wizard"}})
	r.Model("WizardLine").DeclareTransientModel().AddFields(map[string]FieldDefinition{
		"Wizard": Many2OneField{RelationModel: wizard, Required: true, OnDelete: Cascade}})
	keep := r.Model("KeptWizard").DeclareTransientModel()
	keep.AddFields(map[string]FieldDefinition{"Name": CharField{}})
	keep.Method("Unlink").ExtendWith("", func(rs *Core) bool {
		return CallUnlink(rs.Super().Filtered(func(r *Core) bool { return get(r, "Name") != "keep" }).Super())
	})
	r.Model("Log").DeclareModel().AddFields(map[string]FieldDefinition{
		"Wizard": Many2OneField{RelationModel: wizard}, "Strict": Many2OneField{RelationModel: wizard, OnDelete: Restrict}})
}

func TestVacuumOfTransientModels(t *testing.T) {
	eachDatabase(t, wizardModels, func(t *testing.T, db *Database) {
		ctx := t.Context()
		var old, used, young, log int64
		in(t, db, func(env Environment) {
			w := create(env, "Wizard", "Name", "old")
			create(env, "WizardLine", "Wizard", w)
			old, young = w.ID(), create(env, "Wizard", "Name", "young").ID()
			used = create(env, "Wizard", "Name", "used").ID()
			log = create(env, "Log", "Wizard", w).ID()
			create(env, "Log", "Strict", used)
			create(env, "KeptWizard", "Name", "keep")
			create(env, "KeptWizard", "Name", "go")
		})
		vacuum := func(before DateTime) (int, string) {
			n, err := db.vacuumTransient(ctx, before)
			return n, fmt.Sprint(err)
		}
		n, err := db.VacuumTransient(ctx, TransientMaxAge)
		check(t, "all young", fmt.Sprint(n, err), "0 <nil>")
		hour := Now().Add(-time.Hour)
		in(t, db, func(env Environment) { // the clock of the old ones is set back
			for _, id := range []int64{old, used} {
				env.Cr().Execute("UPDATE wizard SET write_date = ?, create_date = ? WHERE id = ?", backdated(env, hour), backdated(env, hour), id)
			}
		})
		n, err = db.VacuumTransient(ctx, 2*time.Hour)
		check(t, "two hours", fmt.Sprint(n, err), "0 <nil>")
		n, text := vacuum(hour.Add(time.Second))
		check(t, "nothing of a batch with a restricted record", n, 0)
		check(t, "reported", len(text) > len("vacuum of Wizard: ") && text[:18] == "vacuum of Wizard: ", true)
		in(t, db, func(env Environment) { NewSet(env, "Log").Search(Where().Field("Strict").Equals(used)).Unlink() })
		n, err = db.VacuumTransient(ctx, TransientMaxAge)
		check(t, "half an hour", fmt.Sprint(n, err), "2 <nil>")
		in(t, db, func(env Environment) {
			check(t, "left", fmt.Sprint(NewSet(env, "Wizard").SearchAll().Ids()), fmt.Sprint([]int64{young}))
			check(t, "cascade", NewSet(env, "WizardLine").SearchCount(), 0)
			check(t, "set null", rel(NewSet(env, "Log").BrowseOne(log), "Wizard").Len(), 0)
		})
		n, text = vacuum(Now().Add(time.Hour))
		check(t, "a layer keeps one", fmt.Sprint(n, " ", text), "2 <nil>")
		in(t, db, func(env Environment) {
			check(t, "kept", get(NewSet(env, "KeptWizard").SearchAll(), "Name"), "keep")
			check(t, "regular model", NewSet(env, "Log").SearchCount(), 1)
		})
		ended, cancel := context.WithCancel(ctx)
		cancel()
		_, err = db.VacuumTransient(ended, 0)
		check(t, "canceled", errors.Is(err, context.Canceled), true)
	})
}

// backdated is a moment as direct SQL takes it.
func backdated(env Environment, at DateTime) any {
	if env.Dialect() == "sqlite" {
		return at.UnixMicro()
	}
	return at.Time()
}

func TestVacuumInBatches(t *testing.T) {
	eachDatabase(t, wizardModels, func(t *testing.T, db *Database) {
		in(t, db, func(env Environment) {
			data := make([]*Data, transientBatch+3)
			for i := range data {
				data[i] = newData(env, "Wizard", "Name", "w")
			}
			CreateMulti(NewSet(env, "Wizard"), data)
		})
		n, err := db.vacuumTransient(t.Context(), Now().Add(time.Hour))
		check(t, "all", fmt.Sprint(n, err), fmt.Sprint(transientBatch+3, " <nil>"))
		err = db.SimulateInNewEnvironment(security.SuperUserID, func(env Environment) { check(t, "none left", NewSet(env, "Wizard").SearchCount(), 0) })
		check(t, "error", err, nil)
	})
}

func TestFreeTransientModels(t *testing.T) {
	if _, err := FreeTransientModels(); err == nil {
		t.Error("without a database")
	}
	r := NewRegistry()
	upToDate(r)
	wizardModels(r)
	defer SetDefaultRegistry(SetDefaultRegistry(r))
	if err := Connect("sqlite::memory:"); err != nil {
		t.Fatal(err)
	}
	defer func() { check(t, "disconnected", Disconnect(), nil) }()
	if _, err := FreeTransientModels(); err == nil {
		t.Error("before Bootstrap")
	}
	if err := errors.Join(Bootstrap(), SyncDatabase()); err != nil {
		t.Fatal(err)
	}
	err := ExecuteInNewEnvironment(security.SuperUserID, func(env Environment) {
		old := Now().Add(-TransientMaxAge - time.Minute)
		for _, name := range []string{"old", "young"} {
			create(env, "Wizard", "Name", name)
		}
		env.Cr().Execute("UPDATE wizard SET write_date = ? WHERE name = ?", backdated(env, old), "old")
	})
	check(t, "created", err, nil)
	n, err := FreeTransientModels()
	check(t, "freed", fmt.Sprint(n, err), "1 <nil>")
}
