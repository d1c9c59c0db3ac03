// Package crm is the third module of the suite: a third layer over base and sale, and overrides of their fields.
package crm

import _ "hexgen.test/suite/sale" // crm comes after it: the order of modules is the order of layers
