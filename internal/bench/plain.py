"""Scores submissions the way an ordinary script does: openpyxl in its read-only
mode to read, XlsxWriter in its constant-memory mode to write. It is one of the
programs that internal/bench measures credit against; like the plain program on
excelize it trusts its input and writes the same sheets, a summary with a chart
and a manifest.

    python3 plain.py RUBRIC.json OUT FILE|DIR
"""

import hashlib
import json
import os
import sys

import openpyxl
import xlsxwriter

IDENTITY = ["县（市）区", "学校", "姓名", "身份证件号码"]


def find(path):
    if os.path.isfile(path):
        return [path]
    found = []
    for folder, _, names in os.walk(path):
        found += [os.path.join(folder, name) for name in names if name.endswith(".xlsx")]
    return sorted(found)


def earns(indicator, answer):
    kind = indicator["kind"]
    if kind == "number":
        return float(answer)
    if kind == "rate":
        if isinstance(answer, str):
            rate = float(answer.strip().rstrip("%"))
            if answer.strip().endswith("%") or rate > 1:
                rate /= 100
        else:
            rate = answer / 100 if answer > 1 else answer
        for start, points in indicator["bands"]:
            if start is None or rate >= start - 1e-12:
                return points
        return 0
    return indicator["answers"][str(answer).strip().upper()]


def score(rubric, answers):
    points = [earns(indicator, answer) for indicator, answer in zip(rubric["indicators"], answers)]
    sections = [0] * len(rubric["sections"])
    for indicator, earned in zip(rubric["indicators"], points):
        sections[indicator["section"]] += earned
    sections = [round(section, 2) for section in sections]
    total = round(sum(points), 2)
    grade = next(g for g, start in rubric["grades"] if start is None or total >= start)
    direct = [rubric["sections"][at] for at, floor in rubric["direct"] if sections[at] < floor]
    if direct:
        grade = rubric["direct_grade"]
    return points, sections, total, grade, "、".join(direct)


def score_file(rubric, path, out, sums):
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    name = os.path.splitext(os.path.basename(path))[0] + "-评分.xlsx"
    graded = xlsxwriter.Workbook(os.path.join(out, name), {"constant_memory": True})
    results, details = graded.add_worksheet("评分结果"), graded.add_worksheet("填报与得分")
    labels = [indicator["label"] for indicator in rubric["indicators"]]
    results.write_row(0, 0, IDENTITY + rubric["sections"] + ["综合得分", "信用等级", "直接判级"])
    details.write_row(0, 0, IDENTITY + [text for label in labels for text in (label, label + "得分")])
    line = 0
    for sheet in book.worksheets:
        columns = None
        for row in sheet.iter_rows(values_only=True):
            if columns is None:
                if all(name in row for name in IDENTITY + labels):
                    columns = [row.index(name) for name in IDENTITY + labels]
                continue
            values = [row[column] for column in columns]
            if not any(value is not None for value in values):
                continue
            identity, answers = values[: len(IDENTITY)], values[len(IDENTITY) :]
            points, sections, total, grade, direct = score(rubric, answers)
            line += 1
            results.write_row(line, 0, identity + sections + [total, grade, direct])
            details.write_row(line, 0, identity + [cell for pair in zip(answers, points) for cell in pair])
            sums["practitioners"] += 1
            sums["total"] += total
            sums["grades"][grade] = sums["grades"].get(grade, 0) + 1
            county = sums["counties"].setdefault(identity[0], {})
            county[grade] = county.get(grade, 0) + 1
    book.close()
    graded.close()
    return name


def summarise(rubric, sums, out):
    book = xlsxwriter.Workbook(os.path.join(out, "汇总.xlsx"))
    sheet = book.add_worksheet("汇总")
    grades = [grade for grade, _ in rubric["grades"]]
    sheet.write_row(0, 0, ["县（市）区"] + grades)
    for i, county in enumerate(rubric["counties"]):
        counts = sums["counties"].get(county, {})
        sheet.write_row(i + 1, 0, [county] + [counts.get(grade, 0) for grade in grades])
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    last = len(rubric["counties"])
    for i in range(len(grades)):
        chart.add_series(
            {
                "name": ["汇总", 0, i + 1],
                "categories": ["汇总", 1, 0, last, 0],
                "values": ["汇总", 1, i + 1, last, i + 1],
            }
        )
    sheet.insert_chart("H2", chart)
    book.close()


def digest(path):
    sha = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            sha.update(block)
    return sha.hexdigest()


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rubric = json.load(file)
    out = sys.argv[2]
    os.makedirs(out, exist_ok=True)
    files = find(sys.argv[3])
    sums = {"practitioners": 0, "total": 0, "grades": {}, "counties": {}}
    written = [score_file(rubric, path, out, sums) for path in files]
    summarise(rubric, sums, out)
    outputs = [os.path.join(out, name) for name in written + ["汇总.xlsx"]]
    with open(os.path.join(out, "manifest.json"), "w", encoding="utf-8") as file:
        json.dump({path: digest(path) for path in files + outputs}, file, ensure_ascii=False, indent=2)
    del sums["counties"]
    json.dump(sums, sys.stdout)


if __name__ == "__main__":
    main()
