package demo

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/hexgen/hexgen/models"
	"github.com/hexgen/hexgen/models/csvdata"
	"github.com/schollz/progressbar/v3"
)

// loadData loads the CSV files. Rows that are there already are left as they
// are, so that a load that was interrupted goes on where it stopped.
func loadData(ctx context.Context, s *screen, db *models.Database, files fs.FS, errOut io.Writer) error {
	s.section("Data, from CSV files")
	report, finish := progressTo(errOut, totalSize(files))
	result, err := csvdata.Load(ctx, db, files, csvdata.Options{Existing: csvdata.Skip, Progress: report})
	finish()
	if err != nil {
		return err
	}
	if result.Created() == 0 {
		s.say("The database has all %s rows of the files already; looking that up took %s.",
			count(result.Rows()), short(result.Elapsed()))
		return nil
	}
	var rows [][]string
	for _, f := range result {
		rows = append(rows, []string{f.File, f.Model, count(f.Created), short(f.Elapsed), perSecond(f.Created, f.Elapsed)})
	}
	rows = append(rows, []string{"all", "", count(result.Created()), short(result.Elapsed()), perSecond(result.Created(), result.Elapsed())})
	s.table([]string{"file", "model", ">records", ">time", ">per second"}, rows)
	s.say("")
	s.say("Totals of orders and customers are stored computed fields: they were computed on the way.")
	return nil
}

// perSecond writes a speed.
func perSecond(n int, elapsed time.Duration) string {
	if elapsed <= 0 {
		return ""
	}
	return count(int(float64(n) / elapsed.Seconds()))
}

// totalSize returns the number of bytes of all files.
func totalSize(files fs.FS) int64 {
	var total int64
	names, _ := fs.Glob(files, "*.csv")
	for _, name := range names {
		if info, err := fs.Stat(files, name); err == nil {
			total += info.Size()
		}
	}
	return total
}

// logEvery is the time between two lines of progress where no bar can be drawn.
const logEvery = 3 * time.Second

// progressTo returns a function that shows the progress of a load on w, and one
// that ends it: a bar on a terminal, a line every few seconds elsewhere.
func progressTo(w io.Writer, total int64) (report func(csvdata.Progress), finish func()) {
	var (
		bar     *progressbar.ProgressBar
		start   = time.Now()
		last    = start
		rows    int   // of the files that are done
		bytes   int64 // of the files that are done
		percent = func(read int64) int64 { return 100 * (bytes + read) / max(total, 1) }
	)
	if isTerminal(w) {
		bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(30),
			progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(50*time.Millisecond),
			progressbar.OptionSetElapsedTime(false), progressbar.OptionSetPredictTime(true))
	}
	report = func(p csvdata.Progress) {
		speed := perSecond(rows+p.Rows(), time.Since(start))
		switch {
		case bar != nil:
			bar.Describe(fmt.Sprintf("%-16s %7s rows, %7s/s", p.File, count(p.Rows()), speed))
			_ = bar.Set64(bytes + p.Read)
		case time.Since(last) >= logEvery:
			last = time.Now()
			_, _ = fmt.Fprintf(w, "loading %s: %s rows, %d %% of all files, %s rows/s\n", p.File, count(p.Rows()), percent(p.Read), speed)
		}
		if p.Done {
			rows += p.Rows()
			bytes += p.Size
		}
	}
	finish = func() {
		if bar != nil {
			_ = bar.Finish()
		}
	}
	return report, finish
}
