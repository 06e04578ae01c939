import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A small sound plan with every way of writing something: days, months, quarters, rules, ratios, tables, tasks. */
export const SMALL_PLAN: Readonly<Record<string, string>> = {
  'plan.yaml': `key: tinh-x-2022
jurisdiction: { key: tinh-x, name: Tỉnh X }
year: 2022
document:
  number: 12/KH-UBND
  date: 22/4/2022
  issuer: UBND tỉnh X
  title: Kế hoạch kiểm tra năm 2022
effective_from: 22/4/2022
coordinator: Sở Nội vụ
words:
  team: Tổ kiểm tra
  lead: Tổ trưởng
  deputy: Tổ phó
  member: thành viên
  secretary: thư ký
  support: tổ giúp việc
team:
  - { key: to_truong, role: head, title: Phó Chủ tịch, unit: Sở Nội vụ }
  - { key: to_pho, role: head, title: Giám đốc, unit: Sở Nội vụ }
  - { key: thanh_vien, role: member, title: Chuyên viên, unit: Sở Tư pháp, fields: [the_che] }
visits:
  - { no: 1, unit: Sở Tư pháp, quarter: Q2/2022, lead: to_truong }
  - { no: 2, unit: UBND huyện Y, from: 6/2022, to: 11/2022, lead: to_truong, deputy: to_pho }
  - no: 3
    unit: Sở Y tế
    from: 05/9/2022
    to: 09/9/2022
    lead: to_pho
    members: [thanh_vien]
    coordinator: Sở Tư pháp
obligations:
  - key: bao_cao
    title: Báo cáo phục vụ kiểm tra
    owed_by: [stp, UBND huyện Y, Sở Y tế]
    due: { working_days_before_visit: 3 }
    printed: trước khi kiểm tra ít nhất 03 ngày làm việc
    recipient: Tổ kiểm tra
    form: bieu
    for_visit: true
  - key: bao_cao_nam
    title: Báo cáo năm
    owed_by: [department, UBND huyện Y]
    due: { every_year: { before: 30/11 } }
    printed: trước ngày 30/11 hàng năm
    recipient: Sở Nội vụ
    proof: document
`,
  'units.yaml': `units:
  - { name: Sở Nội vụ, level: department, aliases: [SNV] }
  - { name: Sở Tư pháp, level: department, aliases: [STP] }
  - { name: Sở Y tế, level: department }
  - { name: UBND huyện Y, level: district, aliases: [huyện Y] }
  - { name: UBND xã Z, level: commune, parent: UBND huyện Y }
`,
  'form-bieu.yaml': `key: bieu
title: Biểu số liệu
sections:
  - key: a
    code: A
    name: Thể chế
    field: the_che
    rows:
      - { key: a_tong, code: 1.10, name: Tổng số văn bản, measure: Văn bản, kind: count }
      - { key: a_xong, name: Số đã xử lý, kind: count }
      - { key: a_ty_le, name: Tỷ lệ, measure: '%', kind: percent, numerator: a_xong, denominator: a_tong }
      - { key: a_hoi, name: Có ký số, kind: yes_no, options: { 0: Không, 1: Có }, applies_to: [district, STP] }
checks:
  - { kind: part_of, part: a_xong, whole: a_tong, severity: error }
  - { kind: equals, row: a_tong, other: bang.xa.nhan, severity: warning }
tables:
  - key: bang
    title: Bảng
    line: Lĩnh vực
    blocks: [{ key: xa, title: UBND xã }]
    columns:
      - { key: nhan, name: Nhận }
      - { key: tra, name: Trả }
      - { key: ty_le, name: Tỷ lệ, numerator: tra, denominator: nhan }
    explain: [tra]
    checks:
      - { kind: at_most, row: tra, limit: nhan, severity: error }
`,
  'tasks.yaml': `tasks:
  - no: '12'
    field: the_che
    text: Soạn thảo văn bản (khi có yêu cầu)
    products: [Hồ sơ, Báo cáo]
    lead: [STP]
    coordinating: [Các đơn vị có liên quan]
    due: on_request
    conditional: true
  - { no: 13a, text: Báo cáo, lead: [SNV], due: { by: 27/02/2022 } }
`,
};

/** Writes plan files to a folder of their own, gone after the test. */
export function planFiles(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plan-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The small plan with one thing in one file written otherwise. */
export function withChange(file: string, from: string, to: string): Record<string, string> {
  const text = SMALL_PLAN[file] ?? '';
  if (text.split(from).length !== 2) throw new Error(`"${from}" must stand once in ${file}`);
  return { ...SMALL_PLAN, [file]: text.replace(from, () => to) };
}
