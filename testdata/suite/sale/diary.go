package sale

import (
	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/operator"
	"github.com/hexgen/hexgen/q"
	"hexgen.test/suite/trace"
)

// Every base method of Diary has a layer that notes its call.
func init() {
	diary := h.Diary().Methods()
	diary.Create().Extend(``, func(rs m.DiarySet, data m.DiaryData) m.DiarySet {
		trace.Add(rs.Env(), "sale.Create")
		return rs.Super().Create(data)
	})
	diary.Write().Extend(``, func(rs m.DiarySet, data m.DiaryData) bool {
		trace.Add(rs.Env(), "sale.Write")
		return rs.Super().Write(data)
	})
	diary.Unlink().Extend(``, func(rs m.DiarySet) bool {
		trace.Add(rs.Env(), "sale.Unlink")
		return rs.Super().Unlink()
	})
	diary.Load().Extend(``, func(rs m.DiarySet, fields ...string) m.DiarySet {
		trace.Add(rs.Env(), "sale.Load")
		return rs.Super().Load(fields...)
	})
	diary.Read().Extend(``, func(rs m.DiarySet, fields []string) []models.FieldMap {
		trace.Add(rs.Env(), "sale.Read")
		return rs.Super().Read(fields)
	})
	diary.Search().Extend(``, func(rs m.DiarySet, cond q.DiaryCondition) m.DiarySet {
		trace.Add(rs.Env(), "sale.Search")
		return rs.Super().Search(cond)
	})
	diary.SearchCount().Extend(``, func(rs m.DiarySet) int {
		trace.Add(rs.Env(), "sale.SearchCount")
		return rs.Super().SearchCount()
	})
	diary.SearchByName().Extend(``,
		func(rs m.DiarySet, name string, op operator.Operator, cond q.DiaryCondition, limit int) m.DiarySet {
			trace.Add(rs.Env(), "sale.SearchByName")
			return rs.Super().SearchByName(name, op, cond, limit)
		})
	diary.Copy().Extend(``, func(rs m.DiarySet, overrides m.DiaryData) m.DiarySet {
		trace.Add(rs.Env(), "sale.Copy")
		return rs.Super().Copy(overrides)
	})
	diary.NameGet().Extend(``, func(rs m.DiarySet) string {
		trace.Add(rs.Env(), "sale.NameGet")
		return "Diary " + rs.Super().NameGet()
	})
	diary.DefaultGet().Extend(``, func(rs m.DiarySet) m.DiaryData {
		trace.Add(rs.Env(), "sale.DefaultGet")
		return rs.Super().DefaultGet().SetBody("Dear diary")
	})
	diary.Browse().Extend(``, func(rs m.DiarySet, ids []int64) m.DiarySet {
		trace.Add(rs.Env(), "sale.Browse")
		return rs.Super().Browse(ids)
	})
}
