package verify

import (
	"context"
	"maps"

	"golang.org/x/sync/errgroup"

	"credit/internal/batch"
)

// files holds the outputs against the manifest, several at a time; what comes of
// it is noted in their order.
func (c *check) files(ctx context.Context) error {
	var group errgroup.Group
	group.SetLimit(max(1, c.Jobs))
	parts, errs := make([]*check, len(c.Manifest.Outputs)), make([]error, len(c.Manifest.Outputs))
	for i, f := range c.Manifest.Outputs {
		parts[i] = c.part()
		group.Go(func() error {
			errs[i] = batch.Guarded(f.File, func() error {
				if err := context.Cause(ctx); err != nil {
					return err
				}
				return parts[i].file(ctx, f)
			})
			return nil
		})
	}
	_ = group.Wait() // the errors are in errs
	for i, part := range parts {
		if errs[i] != nil {
			return errs[i]
		}
		c.add(part)
	}
	return nil
}

// part is a check of its own, for one worker.
func (c *check) part() *check {
	part := newCheck(c.Options, &Report{Manifest: c.Manifest})
	part.progress, part.shared, part.key = c.progress, c.shared, c.key
	if c.digester != nil {
		part.digester = c.key.Digester()
	}
	return part
}

// add takes over what a part found.
func (c *check) add(part *check) {
	for _, d := range part.Differences {
		c.blame(d)
	}
	c.Files, c.Notes = append(c.Files, part.Files...), append(c.Notes, part.Notes...)
	maps.Copy(c.sheets, part.sheets)
	maps.Copy(c.abouts, part.abouts)
	maps.Copy(c.asRecorded, part.asRecorded)
}

// spare reports workers that are left when every output has one.
func (c *check) spare() bool { return c.Jobs > 1 && c.Jobs >= len(c.Manifest.Outputs) }

// beside begins some work and gives what waits for its end; it begins by a
// goroutine of its own where workers are left, else when it is waited for.
func (c *check) beside(name string, work func() error) (wait func() error) {
	guarded := func() error { return batch.Guarded(name, work) }
	if !c.spare() {
		return guarded
	}
	done := make(chan error, 1)
	go func() { done <- guarded() }()
	return func() error { return <-done }
}
