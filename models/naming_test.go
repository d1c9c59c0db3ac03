package models

import (
	"strings"
	"testing"

	"github.com/hexgen/hexgen/models/fieldtype"
)

func TestSnakeAndTitleCase(t *testing.T) {
	for _, tc := range []struct{ name, snake, title string }{
		{"SaleOrder", "sale_order", "Sale Order"},
		{"LimitDate", "limit_date", "Limit Date"},
		{"ID", "id", "ID"},
		{"HTTPCode", "http_code", "HTTP Code"},
		{"CodeHTTP", "code_http", "Code HTTP"},
		{"CreateUID", "create_uid", "Create UID"},
		{"PartnerIDs", "partner_ids", "Partner IDs"},
		{"IDs", "ids", "IDs"},
		{"URLsSeen", "urls_seen", "URLs Seen"},
		{"ISBN", "isbn", "ISBN"},
		{"ASale", "a_sale", "A Sale"},
		{"Street2", "street2", "Street2"},
		{"Line2Total", "line2_total", "Line2 Total"},
		{"A", "a", "A"},
		{"Été", "été", "Été"},
		{"Old_Name", "old_name", "Old_Name"},
	} {
		if got := snakeCase(tc.name); got != tc.snake {
			t.Errorf("snakeCase(%q) = %q, want %q", tc.name, got, tc.snake)
		}
		if got := titleCase(tc.name); got != tc.title {
			t.Errorf("titleCase(%q) = %q, want %q", tc.name, got, tc.title)
		}
	}
}

func TestJSONName(t *testing.T) {
	for _, tc := range []struct {
		name string
		kind fieldtype.Type
		want string
	}{
		{"Name", fieldtype.Char, "name"},
		{"Partner", fieldtype.Many2One, "partner_id"},
		{"PartnerID", fieldtype.Many2One, "partner_id"},
		{"Profile", fieldtype.One2One, "profile_id"},
		{"Profile", fieldtype.Rev2One, "profile"},
		{"Line", fieldtype.One2Many, "line_ids"},
		{"Lines", fieldtype.One2Many, "lines_ids"},
		{"TagIDs", fieldtype.Many2Many, "tag_ids"},
	} {
		if got := jsonName(tc.name, tc.kind); got != tc.want {
			t.Errorf("jsonName(%q, %v) = %q, want %q", tc.name, tc.kind, got, tc.want)
		}
	}
}

func TestMendedName(t *testing.T) {
	for name, want := range map[string]string{
		"room no": "RoomNo", "name": "Name", "2nd": "Nd", "---": "", "a_b": "AB", "Étage no": "ÉtageNo",
	} {
		if got := mendedName(name); got != want {
			t.Errorf("mendedName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestShortened(t *testing.T) {
	if got := shortened("partner"); got != "partner" {
		t.Errorf("got %q", got)
	}
	long := strings.Repeat("very_long_", 8)
	a, b := shortened(long+"a"), shortened(long+"b")
	if len(a) != maxIdentifier || a == b {
		t.Errorf("got %q and %q", a, b)
	}
	if a != shortened(long+"a") {
		t.Error("the name is not the same each time")
	}
}

func TestClosest(t *testing.T) {
	names := []string{"Name", "Age", "Partner", "PartnerName"}
	for name, want := range map[string]string{
		"Nam": "Name", "name": "Name", "Prtner": "Partner", "Patrner": "Partner", "Xyz": "", "PartnrName": "PartnerName", "": "",
	} {
		if got := closest(name, names); got != want {
			t.Errorf("closest(%q) = %q, want %q", name, got, want)
		}
	}
}
