package letter_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"credit/internal/letter"
	"credit/internal/sheet"
	"credit/internal/xlsx"
)

// A letter is one upright page of A4 on which everything stands in its order,
// paragraphs indented, tables in boxes, blanks boxed too.
func TestALetterIsOnePage(t *testing.T) {
	t.Parallel()
	page := letter.Letter{
		Sheet: "001 张三", Title: "执业信用评价结果告知书", Number: "编号：2026-001", To: "张三 同志",
		Body: []letter.Block{
			letter.Paragraph("您 2025 年度的综合得分为 72.5 分，信用等级为 D 级。"),
			letter.Heading("一、各一级指标得分"),
			letter.Table{Widths: []int{4, 4, 4}, Header: []string{"一级指标", "得分", "底线"}, Rows: [][]sheet.Value{
				{sheet.TextValue("思想素质"), sheet.CountValue(30)},
			}},
		},
		Signed: []string{"第一小学（盖章）", "年　月　日"}, Small: []string{"评分结果仅供参考。"},
		Slip: letter.Slip{Title: "送达回执", Text: "本人已收到告知书。", Boxes: [][2]string{{"签名", ""}, {"日期", ""}, {"送达人", ""}}},
	}.Page()
	var texts []string
	for _, row := range page.Rows {
		for _, v := range row {
			if text, is := v.Text(); is {
				texts = append(texts, text)
			}
		}
	}
	want := []string{
		"执业信用评价结果告知书", "编号：2026-001", "张三 同志：", "　　您 2025 年度的综合得分为 72.5 分，信用等级为 D 级。", "一、各一级指标得分",
		"一级指标", "得分", "底线", "思想素质", "第一小学（盖章）", "年　月　日", "评分结果仅供参考。", "沿此线剪下交回", "送达回执", "　　本人已收到告知书。", "签名", "日期", "送达人",
	}
	if !slices.Equal(texts, want) {
		t.Errorf("the letter says\n%s", strings.Join(texts, "\n"))
	}
	book, err := xlsx.Create(sheet.Layouts([]sheet.Page{page}), xlsx.WriteOptions{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if err := sheet.Write(book, []sheet.Page{page}); err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	if err := book.Save(&data); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("LETTER_OUT"); dir != "" { // to be looked at
		if err := os.WriteFile(dir, data.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file, err := excelize.OpenReader(&data)
	if err != nil {
		t.Fatal(err)
	}
	layout, err := file.GetPageLayout("001 张三")
	if err != nil || *layout.Orientation != "portrait" || *layout.Size != 9 || *layout.FitToWidth != 1 || *layout.FitToHeight != 1 {
		t.Errorf("the page is %+v, %v", layout, err)
	}
	if props, err := file.GetSheetProps("001 张三"); err != nil || !*props.FitToPage {
		t.Errorf("the page is not fitted: %v", err)
	}
}
