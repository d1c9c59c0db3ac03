package models

import (
	"context"
	"strings"

	"github.com/hexgen/hexgen/models/internal/schema"
	"github.com/hexgen/hexgen/models/internal/sqldb"
)

type tmpPlan struct {
	db    *sqldb.DB
	stmts []tmpStmt
}
type tmpStmt struct{ SQL string }

func (p *tmpPlan) Statements() []tmpStmt { return p.stmts }
func (p *tmpPlan) Apply(ctx context.Context) error {
	tx, err := p.db.Begin(ctx, sqldb.Options{Write: true})
	if err != nil {
		return err
	}
	for _, s := range p.stmts {
		if _, err := tx.Exec(ctx, s.SQL, nil); err != nil {
			tx.Rollback(ctx)
			return err
		}
	}
	return tx.Commit(ctx)
}
func newPlanTmp(ctx context.Context, db *sqldb.DB, s *schema.Schema) (*tmpPlan, error) {
	p := &tmpPlan{db: db}
	d := db.Dialect()
	var after []string
	for _, t := range s.Tables {
		var cols []string
		for _, c := range t.Columns {
			x := d.Quote(c.Name) + " " + d.TypeName(c.Type)
			if c.Identity {
				if d == sqldb.SQLite {
					x = `"id" INTEGER PRIMARY KEY AUTOINCREMENT`
				} else {
					x = `"id" bigint PRIMARY KEY`
					p.stmts = append(p.stmts, tmpStmt{"CREATE SEQUENCE IF NOT EXISTS " + d.Quote(t.Name+"_id_seq")})
				}
			} else if c.NotNull {
				x += " NOT NULL"
			}
			cols = append(cols, x)
		}
		if len(t.PrimaryKey) > 0 {
			cols = append(cols, "PRIMARY KEY ("+strings.Join(t.PrimaryKey, ",")+")")
		}
		for _, c := range t.Constraints {
			cols = append(cols, "CONSTRAINT "+d.Quote(c.Name)+" "+c.SQL)
		}
		for _, f := range t.ForeignKeys {
			x := "FOREIGN KEY (" + d.Quote(f.Column) + ") REFERENCES " + d.Quote(f.RefTable) + "(id)"
			if f.OnDelete != "" {
				x += " ON DELETE " + string(f.OnDelete)
			}
			if d == sqldb.SQLite {
				cols = append(cols, x)
			} else {
				after = append(after, "ALTER TABLE "+d.Quote(t.Name)+" ADD "+x)
			}
		}
		p.stmts = append(p.stmts, tmpStmt{"CREATE TABLE IF NOT EXISTS " + d.Quote(t.Name) + " (" + strings.Join(cols, ", ") + ")"})
		for _, i := range t.Indexes {
			u := ""
			if i.Unique {
				u = "UNIQUE "
			}
			after = append(after, "CREATE "+u+"INDEX IF NOT EXISTS "+d.Quote(i.Name)+" ON "+d.Quote(t.Name)+" ("+strings.Join(i.Columns, ",")+")")
		}
	}
	for _, a := range after {
		p.stmts = append(p.stmts, tmpStmt{a})
	}
	return p, nil
}
