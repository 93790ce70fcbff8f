package practitioner_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"credit/internal/practitioner"
)

// resident draws a sound 居民身份证 number.
var resident = rapid.Custom(func(t *rapid.T) string {
	born := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 20000).Draw(t, "born"))
	first := fmt.Sprintf("%06d", rapid.IntRange(110000, 659999).Draw(t, "area")) + born.Format("20060102") +
		fmt.Sprintf("%03d", rapid.IntRange(0, 999).Draw(t, "order"))
	return first + string(practitioner.CheckCharacter(first))
})

// address is where something lies in memory, whose digits are nobody's.
var address = regexp.MustCompile(`\(\*string=?\)?\(?0x[0-9a-fA-F]+\)`)

// However an ID number is printed, encoded or wrapped, no more than its last
// four characters show.
func TestAnIDNumberMasksItselfHoweverItIsPrinted(t *testing.T) {
	type inside struct{ id practitioner.ID }
	type whole struct {
		p *practitioner.Practitioner
		q practitioner.Practitioner
	}
	rapid.Check(t, func(t *rapid.T) {
		number := resident.Draw(t, "number")
		id := practitioner.NewID(number)
		p := practitioner.Practitioner{Name: "张三", ID: id}
		var shown []string
		for _, value := range []any{id, &id, p, &p, []practitioner.ID{id}, map[string]practitioner.ID{"id": id}, inside{id}, &inside{id}, whole{&p, p}, []any{inside{id}}} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%o", "%t", "%c", "%U", "%p", "%20v", "%-5s", "%.99s", "%T"} {
				shown = append(shown, fmt.Sprintf(verb, value))
			}
			shown = append(shown, fmt.Sprint(value), fmt.Sprintln(value), fmt.Errorf("reading: %v", value).Error())
			text, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			shown = append(shown, string(text))
		}
		asKey, err := json.Marshal(map[string]any{"list": []any{id, p}})
		if err != nil {
			t.Fatal(err)
		}
		shown = append(shown, string(asKey), errors.New(id.String()).Error())
		for _, text := range shown {
			// Eight characters in a row of the first fourteen would give it away;
			// fewer may be part of an address in whatever base.
			text = address.ReplaceAllString(text, "")
			for at := 0; at+8 <= 14; at++ {
				if strings.Contains(text, number[at:at+8]) {
					t.Fatalf("%s shows in %s", number[at:at+8], text)
				}
			}
			if strings.Contains(text, fmt.Sprintf("%x", number[6:14])) || strings.Contains(text, fmt.Sprintf("%X", number[6:14])) {
				t.Fatalf("the date of birth shows in hex in %s", text)
			}
		}
		if want := strings.Repeat("*", 14) + number[14:]; id.String() != want || fmt.Sprintf("%d", id) != want {
			t.Fatalf("masked %s", id)
		}
		if packed, ok := id.Packed(); !ok || practitioner.Unpacked(packed).Reveal() != number {
			t.Fatalf("packed as %d, %v", packed, ok)
		}
		if id.Reveal() != number {
			t.Fatalf("revealed %s", id.Reveal())
		}
	})
}

// The mask is one * a hidden character; a short text is hidden whole.
func TestTheMaskLeavesFourCharacters(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "1": "*", "1234": "****", "12345": "*2345", "E12345678": "*****5678", "张三李四王五": "**李四王五",
		"230717199001010018": "**************0018",
	} {
		if got := practitioner.Mask(text); got != want {
			t.Errorf("%q is masked %q, want %q", text, got, want)
		}
	}
	if got := practitioner.NewID(""); got.String() != "" || !got.IsZero() || !(practitioner.ID{}).IsZero() || (practitioner.ID{}).Reveal() != "" {
		t.Errorf("no number is %q", got)
	}
}

// Spaces, full-width characters and a small x are made regular.
func TestAnIDNumberIsRegularHoweverItIsWritten(t *testing.T) {
	for _, text := range []string{
		"23071719900101001x", " 230717 19900101 001X ", "２３０７１７１９９００１０１００１Ｘ", "230717\u00a019900101\u3000001ｘ", "230717\u200b19900101001X\ufeff", "230717\n19900101001x",
	} {
		if got := practitioner.NewID(text).Reveal(); got != "23071719900101001X" {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

// An ID number pasted where none belongs is masked there too.
func TestAnIDNumberIsMaskedInsideAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := resident.Draw(t, "number")
		parts := rapid.SampledFrom([][]string{
			{number}, {number[:6], number[6:14], number[14:]}, {number[:4], number[4:8], number[8:12], number[12:16], number[16:]}, {number[:6] + number[8:17]},
		}).Draw(t, "parts")
		gap := rapid.SampledFrom([]string{" ", "  ", "\u3000", "\u00a0", "-", "\t", "\n", " - ", "\u200b"}).Draw(t, "gap")
		text := rapid.SampledFrom([]string{"", "张三", "身份证：", "a "}).Draw(t, "before") + strings.Join(parts, gap) +
			rapid.SampledFrom([]string{"", "李四", "）", " 0451", "6222021234567890123", " x"}).Draw(t, "after")
		masked := practitioner.MaskWithin(text)
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, masked)
		for at := 0; at+5 <= 14; at++ {
			if strings.Contains(digits, number[at:at+5]) {
				t.Fatalf("%q is shown as %q", text, masked)
			}
		}
	})
	for _, text := range []string{"张三", "13812345678", "第 3 项", "2024-11-14", "", "一等奖、二等奖", "0.9496", "12345678901234"} {
		if got := practitioner.MaskWithin(text); got != text {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
	for _, text := range []string{"2.30717199001011E+17", "２３０７１７１９９００１０１００１８", "2.30717199001011e17"} {
		if got := practitioner.MaskWithin(text); strings.Contains(got, "1990") || strings.Contains(got, "１９９０") {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}

// A 居民身份证 number has 18 characters, a date that exists and the check
// digit of GB 11643; area codes are not judged.
func TestTheChecksOfAResidentIDNumber(t *testing.T) {
	for text, want := range map[string]practitioner.Defect{
		"11010519491231002X":  practitioner.Sound, // the standard's own example
		"440524188001010014":  practitioner.WrongDate,
		"":                    practitioner.WrongLength,
		"230717900101001":     practitioner.WrongLength,
		"11010519491231002":   practitioner.WrongLength,
		"11010519491231002XX": practitioner.WrongLength,
		"1101051949123100２X":  practitioner.Sound,
		"11010519491231X02X":  practitioner.WrongCharacter,
		"11010519491231002Y":  practitioner.WrongCharacter,
		"A1010519491231002X":  practitioner.WrongCharacter,
		"一二三四五六七八九十一二三四五六七八": practitioner.WrongCharacter,
		"110105194912310021": practitioner.WrongCheck,
		"11010519491331002X": practitioner.WrongDate,
		"11010519490230002X": practitioner.WrongDate,
		"110105194900310021": practitioner.WrongDate,
	} {
		if got := practitioner.NewID(text).CheckResident(); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		number := resident.Draw(t, "number")
		if defect := practitioner.NewID(number).CheckResident(); defect != practitioner.Sound {
			t.Fatalf("%s: %s", number, defect)
		}
		// One wrong digit, or two neighbours exchanged, never passes.
		at := rapid.IntRange(0, 16).Draw(t, "at")
		wrong := []byte(number)
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if practitioner.NewID(string(wrong)).CheckResident() == practitioner.Sound {
			t.Fatalf("%s passes for %s", wrong, number)
		}
		swapped := []byte(number)
		at %= 16
		swapped[at], swapped[at+1] = swapped[at+1], swapped[at]
		if swapped[at] != swapped[at+1] && practitioner.NewID(string(swapped)).CheckResident() == practitioner.Sound {
			t.Fatalf("%s passes for %s", swapped, number)
		}
	})
}

// The date of birth is one of the calendar, whatever the month and the leap
// year.
func TestADateOfBirthIsADayOfTheCalendar(t *testing.T) {
	t.Parallel()
	for year := 1890; year <= 2110; year++ {
		for month := range 14 {
			for day := range 34 {
				first := fmt.Sprintf("230717%04d%02d%02d001", year, month, day)
				_, err := time.Parse("20060102", first[6:14])
				want := practitioner.Sound
				if err != nil || year < 1900 || year > 2100 {
					want = practitioner.WrongDate
				}
				number := first + string(practitioner.CheckCharacter(first))
				if got := practitioner.NewID(number).CheckResident(); got != want {
					t.Errorf("%s: %q, want %q", number, got, want)
				}
			}
		}
	}
}

// BenchmarkNewID reads and checks a number as most are written.
func BenchmarkNewID(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if practitioner.NewID("11010519491231002X").CheckResident() != practitioner.Sound {
			b.Fatal("it is sound")
		}
	}
}
