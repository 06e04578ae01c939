import { shortDay, dayWithWeekday, windowInWords } from '../conversations/format.ts';
import { FIELD_NAMES } from '../conversations/field-words.ts';
import { isComputed, type AppliesTo, type Form, type Row, type RowKind } from '../domain/form.ts';
import { unitsOwing, type Level, type Obligation, type Plan, type Seat, type Visit } from '../domain/plan.ts';
import { inColumns } from './plan-columns.ts';
import { planToJson } from './plan-json.ts';
import { readLivePlan } from './plan-live.ts';
import { openPlan } from './plan-open.ts';
import type { ExitCode, Terminal } from './terminal.ts';

const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  province: 'cấp tỉnh',
  department: 'sở, ban, ngành',
  vertical: 'ngành dọc',
  district: 'UBND cấp huyện',
  commune: 'UBND cấp xã',
  division: 'phòng, bộ phận',
  affiliate: 'đơn vị trực thuộc',
  press: 'cơ quan báo chí',
};

const KIND_NAMES: Readonly<Record<RowKind, string>> = {
  count: 'số',
  percent: 'tỷ lệ',
  money: 'số tiền',
  choice: 'chọn',
  yes_no: 'có/không',
  decimal: 'số lẻ',
  text: 'chữ',
  group: '',
};

/** `plan show`: a plan as its document has it. `form` narrows it to one form, then printed row by row. */
export async function planShow(
  name: string,
  { json, form, live }: { json: boolean; form?: string | undefined; live?: boolean | undefined },
  terminal: Terminal,
): Promise<ExitCode> {
  const opened = live ? await readLivePlan(name, terminal) : openPlan(name, terminal);
  if (!opened) return 2;
  const { plan } = opened;
  const forms = plan.forms.filter(({ key }) => form === undefined || key === form);
  if (form !== undefined && forms.length === 0) {
    terminal.error(
      `--form "${form}": no such form; there are: ${plan.forms.map(({ key }) => key).join(', ')}`,
    );
    return 2;
  }
  if (json) terminal.out(JSON.stringify(planToJson(plan, forms)));
  else for (const line of form === undefined ? planLines(plan) : forms.flatMap(formLines)) terminal.out(line);
  return 0;
}

function planLines(plan: Plan): string[] {
  const { document, words } = plan;
  return [
    document.title,
    ...indent(
      inColumns([
        ['Mã', plan.key],
        ['Địa bàn', plan.jurisdiction.name],
        [
          'Văn bản',
          `${document.number ?? 'chưa có số'}, ${document.date ? shortDay(document.date) : 'chưa có ngày'}`,
        ],
        ['Người ban hành', document.issuer],
        ['Áp dụng từ', dayWithWeekday(plan.effectiveFrom)],
        ['Thay thế', plan.replaces.join('; ') || 'không'],
        ['Cơ quan thường trực', plan.coordinator],
      ]),
    ),
    ...section(
      words.team,
      plan.seats.map((seat) => seatLine(plan, seat)),
    ),
    ...section(
      'Lịch kiểm tra',
      plan.visits.map((visit) => visitLine(plan, visit)),
    ),
    '',
    `Báo cáo phải gửi (${plan.obligations.length})`,
    ...plan.obligations.flatMap((obligation) => obligationLines(plan, obligation)),
    ...section('Biểu', plan.forms.map(formLine)),
    ...section(
      'Nhiệm vụ',
      plan.tasks.map(({ no, text, lead }) => [no, text, lead.join(', ')]),
    ),
    ...section(
      'Đơn vị',
      plan.units.map(({ name, level, printed }) => [
        name,
        LEVEL_NAMES[level],
        printed ? '' : 'không in, cần xác nhận',
      ]),
    ),
  ];
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function section(title: string, lines: readonly (readonly string[])[]): string[] {
  return lines.length === 0 ? [] : ['', `${title} (${lines.length})`, ...indent(inColumns(lines))];
}

function seatLine({ words }: Plan, { name, honorific, title, unit, role, fields }: Seat): string[] {
  const roles = {
    head: `${words.lead}, ${words.deputy}`,
    member: words.member,
    secretary: words.secretary,
    support: words.support,
  };
  const person = name === null ? '(chưa nêu tên)' : [honorific, name].filter(Boolean).join(' ');
  const work = fields.map((field) => FIELD_NAMES[field]).join(', ');
  return [person, roles[role], work, [title, unit].filter(Boolean).join(', ')];
}

function visitLine(plan: Plan, visit: Visit): string[] {
  const person = (key: string | null): string =>
    plan.seats.find((seat) => seat.key === key)?.name ?? 'chưa nêu tên';
  return [
    String(visit.no).padStart(2),
    visit.unit,
    windowInWords(visit),
    `${plan.words.lead}: ${person(visit.lead)}`,
    `chuẩn bị: ${visit.coordinator}`,
  ];
}

function obligationLines(plan: Plan, obligation: Obligation): string[] {
  const owing = unitsOwing(plan, obligation);
  return indent([
    `${obligation.key}: ${obligation.title}, gửi ${obligation.recipient}`,
    `  "${obligation.printed}"`,
    `  ${owing.length} đơn vị: ${owing.join('; ')}`,
  ]);
}

function formLine(form: Form): string[] {
  const typed = form.rows.filter((row) => row.kind !== 'group' && !isComputed(row)).length;
  const computed = form.rows.filter(isComputed).length;
  const parts = [
    `${typed} số nhập`,
    `${computed} tỷ lệ tính`,
    `${form.tables.length} bảng`,
    `${form.narratives.length} mục viết`,
  ];
  return [form.key, parts.join(', '), form.title];
}

function formLines(form: Form): string[] {
  return [
    form.title,
    ...inColumns(form.rows.map(rowLine)),
    ...form.tables.flatMap(({ code, title, columns, appliesTo }) => [
      '',
      [code, title, scope(appliesTo)].filter(Boolean).join(' – '),
      ...indent(columns.map(({ name, computed }) => (computed ? `${name} (tính)` : name))),
    ]),
    '',
    ...inColumns(form.narratives.map(({ code, title }) => [code, title])),
  ];
}

function rowLine(row: Row): string[] {
  const how = isComputed(row)
    ? `tính: ${row.numerator ?? ''} / ${row.denominator ?? ''}`
    : KIND_NAMES[row.kind];
  const about = [row.name, scope(row.appliesTo), row.sensitive ? 'hạn chế xem' : ''];
  return [row.key, row.code, row.measure, how, about.filter(Boolean).join(' – ')];
}

const scope = (to: AppliesTo): string =>
  to === null ? '' : `chỉ ${[...to.levels.map((level) => LEVEL_NAMES[level]), ...to.units].join(', ')}`;
