GO ?= go
STATICCHECK = $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: build test lint bench demo page

build: # the program itself, ./credit
	$(GO) build -trimpath -o credit ./cmd/credit

test:
	$(GO) test ./...

lint:
	@unformatted=$$(gofmt -l cmd internal rubric); test -z "$$unformatted" || { echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(STATICCHECK) ./...

bench: # credit against plain programs, beside the targets; BENCH='-only city' for a part
	$(GO) run ./internal/bench $(BENCH)

demo: # write the made-up years of testdata anew
	$(GO) run ./internal/demo

page: # write FINDINGS.md anew from the catalogue
	$(GO) run ./cmd/credit validate --explain all > FINDINGS.md
