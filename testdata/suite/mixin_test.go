package suite_test

import (
	"testing"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/q"
	"hexgen.test/suite/trace"
)

func TestMixinFieldsAndMethods(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		log := new(trace.Log)
		partners := newPartners(env, "Ann", "Bob").WithContext(trace.Key, log)
		partners.Records()[1].SetActive(false)
		archived := partners.Archive()
		equal(t, "what was archived, as partners", namesOf(archived.Records()), "Ann")
		traced(t, "Archive", log, "crm.Archive", "archivable.Archive")
		equal(t, "search on a field of the mixin", h.Partner().Search(env, q.Partner().Active().Equals(false)).Len(), 2)
		partners.Unarchive()
		equal(t, "a method without result", h.Partner().Search(env, q.Partner().Active().Equals(true)).Len(), 2)
		country := newCountry(env, "France", "FR")
		equal(t, "Label", country.Label(), "France")
		equal(t, "a method that returns its set", country.Rename("Gaul").Name(), "Gaul")
	})
}

func TestRelationsOfMixins(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		label := func(name string) m.TagSet { return h.Tag().Create(env, h.Tag().NewData().SetName(name)) }
		company := h.Company().Create(env, h.Company().NewData().SetName("ACME").SetLabels(label("big")))
		category := h.Category().Create(env, h.Category().NewData().SetName("Tools").SetLabels(label("sharp")))
		same(t, "of a company", company.LabelNames(), []string{"big"})
		same(t, "of a category", category.LabelNames(), []string{"sharp"})
		env.Flush()
		equal(t, "searched", h.Company().Search(env, q.Company().Labels().Name().Equals("big")).Equals(company), true)
		equal(t, "searched in the other model", h.Category().Search(env, q.Category().Labels().Name().Equals("big")).Len(), 0)
	})
}

// A field that a later module adds to a mixin is a field of the models that have mixed it in before.
func TestExtensionOfAMixin(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		partner := newPartners(env, "Ann").WithContext("reason", "retired")
		product := h.Product().Create(env, h.Product().NewData().SetName("Saw"))
		partner.Archive()
		product.WithContext("reason", "sold out").Archive()
		equal(t, "of a direct user", partner.ArchiveReason(), "retired")
		equal(t, "of a mixin of a mixin", product.ArchiveReason(), "sold out")
		equal(t, "in the database", h.Product().Search(env, q.Product().ArchiveReason().Equals("sold out")).Equals(product), true)
	})
}

// A model's own layers are on top of those of a mixin, which are on top of those of the mixin's mixins.
func TestLayersOfMixinsOfMixins(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		log := new(trace.Log)
		lead := h.Lead().Create(env, h.Lead().NewData().SetName("Big deal").SetCode("L1")).WithContext(trace.Key, log)
		equal(t, "Label", lead.Label(), "Lead [L1] Big deal")
		traced(t, "Label", log, "lead.Label", "catalogued.Label", "named.Label")
		lead.Archive()
		traced(t, "Archive", log, "crm.Archive", "archivable.Archive")
		equal(t, "Active", lead.Active(), false)
		log.Take()
		lead.Create(h.Lead().NewData().SetName("Small deal"))
		traced(t, "Create", log, "catalogued.Create")
	})
}

// A field of the model wins over one of a mixin; the models are independent of each other.
func TestFieldsOfMixinsAndModels(t *testing.T) {
	simulated(t, func(t *testing.T, env models.Environment) {
		lead := h.Lead().NewSet(env).FieldsGet("Code")["Code"]
		product := h.Product().NewSet(env).FieldsGet("Code")["Code"]
		equal(t, "label of the field declared anew", lead.String, "Lead Code")
		equal(t, "label of the field of the mixin", product.String, "Code")
		newPartners(env, "Ann")
		h.Product().Create(env, h.Product().NewData().SetName("Saw"))
		equal(t, "products", h.Product().NewSet(env).SearchAll().SearchCount(), 1)
		equal(t, "inactive products", h.Product().Search(env, q.Product().Active().Equals(false)).Len(), 0)
	})
}
