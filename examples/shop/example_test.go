package main_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/hexgen/hexgen/h"
	"github.com/hexgen/hexgen/m"
	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/security"
	"github.com/hexgen/hexgen/q"

	_ "example.com/shop/modules/loyalty"
)

// The pages in the folder docs of the toolkit are written with lines of this
// file, of the modules and of the demo.

// connect makes an empty database in memory the one of the program.
func connect() {
	if err := start("sqlite::memory:"); err != nil {
		log.Fatal(err)
	}
}

// start makes a program ready to work with a database.
func start(url string) error {
	if err := models.Connect(url); err != nil { // sqlite://shop.db, sqlite::memory: or postgres://user@host/name
		return err
	}
	if err := models.Bootstrap(); err != nil { // completes and checks the declarations
		return err
	}
	return models.SyncDatabase() // creates what is missing in the database
}

// newShop creates a customer in France and two products.
func newShop(env models.Environment) (customer m.PartnerSet, mug, plate m.ProductSet) {
	france := h.Country().Create(env, h.Country().NewData().SetName("France").SetCode("FR").SetGroup("europe"))
	tableware := h.Category().Create(env, h.Category().NewData().SetName("Tableware"))
	customer = h.Partner().Create(env, h.Partner().NewData().
		SetName("Jane Smith").
		SetEmail("jsmith@example.com").
		SetCountry(france))
	mug = h.Product().Create(env, h.Product().NewData().
		SetName("Mug").SetCode("M1").SetCategory(tableware).SetPrice(7.5))
	plate = h.Product().Create(env, h.Product().NewData().
		SetName("Plate").SetCode("P1").SetCategory(tableware).SetPrice(12))
	return customer, mug, plate
}

// Records are created with the records that belong to them, and changed by
// setters and Write.
func Example_records() {
	connect()
	err := models.SimulateInNewEnvironment(security.SuperUserID, func(env models.Environment) {
		customer, mug, plate := newShop(env)
		order := h.Order().Create(env, h.Order().NewData().
			SetPartner(customer).
			CreateLines(
				h.OrderLine().NewData().SetProduct(mug).SetQuantity(4).SetUnitPrice(7.5),
				h.OrderLine().NewData().SetProduct(plate).SetQuantity(2).SetUnitPrice(12)))
		order.SetNote("call first")
		order.Write(h.Order().NewData().SetName("SO000001").SetState("confirmed"))

		for _, order := range customer.Orders().Records() {
			fmt.Println(order.Name(), order.Partner().Country().Name(), order.Total())
		}
		order.Unlink()
		fmt.Println(customer.Orders().Len(), "orders left")
	})
	fmt.Println(err)
	// Output:
	// SO000001 France 54
	// 0 orders left
	// <nil>
}

// Conditions walk through relations.
func Example_queries() {
	connect()
	err := models.SimulateInNewEnvironment(security.SuperUserID, func(env models.Environment) {
		customer, mug, _ := newShop(env)
		h.Order().Create(env, h.Order().NewData().SetPartner(customer)).AddProduct(mug, 4)

		customers := h.Partner().Search(env,
			q.Partner().Country().Code().In([]string{"FR", "DE"}))
		open := h.Order().Search(env,
			q.Order().Partner().In(customers).And().State().In([]string{"draft", "confirmed"}))
		buyers := h.Partner().Search(env,
			q.Partner().OrdersFilteredOn(q.Order().LinesFilteredOn(
				q.OrderLine().Product().Name().Contains("Mug").And().Quantity().Greater(3))))
		fmt.Println(customers.Len(), open.Len(), buyers.Name())

		rows := open.GroupBy(q.Order().Country().Name()).Aggregates(q.Order().Total(), q.Order().Pieces())
		fmt.Println(rows[0].Values["Country.Name"], rows[0].Count, rows[0].Values["Total"])
	})
	fmt.Println(err)
	// Output:
	// 1 1 Jane Smith
	// France 1 30
	// <nil>
}

// What a transaction cannot do comes back as a typed error, and nothing of it
// stays.
func Example_errors() {
	connect()
	err := models.ExecuteInNewEnvironment(security.SuperUserID, func(env models.Environment) {
		customer, mug, _ := newShop(env)
		order := h.Order().Create(env, h.Order().NewData().SetPartner(customer))

		// A savepoint undoes a part, and the transaction goes on.
		err := env.Savepoint(func() { customer.Archive() })
		fmt.Println(err, customer.Active())

		order.AddProduct(mug, -1)
	})
	var constraint *models.ConstraintError
	if errors.As(err, &constraint) {
		fmt.Println(constraint.Message)
	}
	err = models.ExecuteInNewEnvironment(security.SuperUserID, func(env models.Environment) {
		fmt.Println(h.Order().NewSet(env).SearchAll().Len(), "orders")
	})
	fmt.Println(err)
	// Output:
	// Jane Smith has open orders and cannot be archived true
	// The quantity of an order line must be more than zero.
	// 0 orders
	// <nil>
}
