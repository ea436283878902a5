//go:build tools

// Package tools holds the one dependency of this module: the program under test.
package tools

import _ "github.com/ethereum/go-ethereum/cmd/geth"
