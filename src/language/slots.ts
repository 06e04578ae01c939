import { yearOf, type Day } from '../domain/day.ts';
import type { Field } from '../domain/plan.ts';
import { countAt } from './counted-days.ts';
import type { DateExpression } from './date-expressions.ts';
import { corrected, given } from './figure-slots.ts';
import { codeAt } from './row-code.ts';
import type { Reading } from './features.ts';
import type { Intent } from './intents.ts';
import { FIELD_PREFIX } from './lexicon.ts';
import { addFormat, addSetting } from './setting-slots.ts';
import { taskWords } from './task-words.ts';
import type { DateContext } from './moment.ts';
import { isWord } from './tokens.ts';

export interface Item {
  indicator?: string;
  value?: number | string;
  value_unit?: string;
  numerator?: number;
  denominator?: number;
}

/** What a message named; absent where it was not said. */
export interface Slots extends Item {
  unit?: string | string[];
  period?: string;
  date?: string;
  field?: Field;
  items?: Item[];
  task?: string | string[];
  scope?: 'all' | 'unit' | 'field';
  format?: 'xlsx' | 'docx' | 'pdf';
  setting?: string;
}

const FIGURES = new Set<Intent>(['set_value', 'correct_value']);
const TASKS = new Set<Intent>([
  'task_status',
  'report_task_done',
  'request_extension',
  'stop_notifications',
  'overdue_tasks',
  'remind_unit',
]);
const WITHOUT_TIME = new Set<Intent>([
  'set_value',
  'correct_value',
  'none',
  'change_language_or_settings',
  'help',
]);
const WITH_FIELD = new Set<Intent>([
  'completion_summary',
  'overdue_tasks',
  'task_status',
  'who_is_late',
  'view_submission',
  'inspection_schedule',
  'export',
  'submit_report',
  'continue_draft',
  'contact_of_unit',
  'my_deadlines',
  'unit_deadlines',
]);

export function slotsOf(intent: Intent, reading: Reading, context: DateContext): Slots {
  if (intent === 'none') return {};
  const slots: Slots = {};
  if (!FIGURES.has(intent)) addUnits(slots, reading);
  if (!WITHOUT_TIME.has(intent)) addTimes(slots, intent, reading, context);
  if (FIGURES.has(intent)) Object.assign(slots, intent === 'set_value' ? given(reading) : corrected(reading));
  const numbers = reading.tasks && one(reading.tasks.numbers);
  if (TASKS.has(intent) && numbers) slots.task = numbers;
  if (
    intent === 'task_status' ||
    intent === 'report_task_done' ||
    intent === 'stop_notifications' ||
    intent === 'request_extension'
  ) {
    const words = reading.tasks ? undefined : taskWords(intent, reading);
    if (words !== undefined) slots.task = words;
  }
  const field = fieldOf(reading);
  if (field && WITH_FIELD.has(intent) && typeof slots.task !== 'string') slots.field = field;
  if (intent === 'request_extension') addLength(slots, reading);
  if (intent === 'continue_draft' || intent === 'view_submission') addRow(slots, reading);
  if (intent === 'completion_summary')
    slots.scope =
      slots.field || reading.features.has('by_field')
        ? 'field'
        : slots.unit !== undefined ||
            reading.features.has('own') ||
            reading.features.has('which_units') ||
            reading.features.has('by_unit')
          ? 'unit'
          : 'all';
  if (intent === 'export') addFormat(slots, reading);
  if (intent === 'change_language_or_settings') addSetting(slots, reading);
  return slots;
}

function one<T>(list: readonly T[]): T | T[] | undefined {
  return list.length > 1 ? [...list] : list[0];
}

function addUnits(slots: Slots, { units }: Reading): void {
  const names = [...new Set(units.flatMap((unit) => (unit.names.length === 1 ? unit.names : [])))];
  const unit = one(names);
  if (unit !== undefined) slots.unit = unit;
}

function addTimes(slots: Slots, intent: Intent, reading: Reading, context: DateContext): void {
  const spans = reading.dates.flatMap(({ moment }) =>
    moment.at === 'range' && moment.period !== undefined ? [moment.period] : [],
  );
  const days = reading.dates.flatMap((date) => dayText(date) ?? []);
  const period = spans[0] ?? bareYear(reading, context.today);
  if (intent === 'request_extension') {
    // What is asked for is the last time named, as a day: "lùi từ 9/8 sang 11/8", "đến hết quý III".
    const target = reading.dates.filter((date) => !isLength(reading, date)).at(-1);
    const day = target && (dayText(target) ?? endOf(target));
    const moved =
      day !== undefined && target !== undefined && (dayText(target) !== undefined || target.bound === 'by');
    if (moved) slots.date = day;
    const own = reading.dates.flatMap((date) =>
      date !== target || !moved ? (date.moment.at === 'range' ? (date.moment.period ?? []) : []) : [],
    )[0];
    if (own !== undefined) slots.period = own;
    return;
  }
  if (period !== undefined) slots.period = period;
  if (days[0] !== undefined) slots.date = days[0];
}

function dayText({ moment, bound }: DateExpression): string | undefined {
  if (moment.at === 'day' || moment.at === 'end') return moment.day;
  if (moment.at !== 'range') return undefined;
  if (moment.period === undefined) return `${moment.from}/${moment.to}`;
  return bound === 'by' ? undefined : undefined;
}

const endOf = ({ moment }: DateExpression): Day | undefined =>
  moment.at === 'range' ? moment.to : undefined;

/** "kế hoạch năm", "báo cáo năm": the year at hand. */
function bareYear({ tokens, dates }: Reading, today: Day): string | undefined {
  const found = tokens.some(
    (token, i) =>
      isWord(token, 'năm') &&
      isWord(tokens[i - 1], 'hoạch', 'kh', 'cáo', 'bc', 'cả', 'cuối', 'tổng', 'kết', 'cchc') &&
      !dates.some((date) => i >= date.core && i < date.end) &&
      tokens[i + 1]?.kind !== 'figure',
  );
  return found ? String(yearOf(today)) : undefined;
}

function fieldOf({ concepts }: Reading): Field | undefined {
  const found = concepts.find(({ concept }) => concept.startsWith(FIELD_PREFIX));
  return found && (found.concept.slice(FIELD_PREFIX.length) as Field);
}

/** "thêm 5 ngày", "lùi 1 tuần": the length asked for, in days. */
function addLength(slots: Slots, { tokens }: Reading): void {
  for (let at = 0; at < tokens.length; at += 1) {
    const count = countAt(tokens, at);
    if (!count) continue;
    if (
      isWord(tokens[count.end], 'trước', 'qua') ||
      isWord(tokens[at - 1], 'trước', 'tháng', 'quý', 'thứ', 't', 'ngày')
    )
      continue;
    if (
      count.unit === 'month' &&
      (isWord(tokens[count.end], 'đầu', 'cuối') || isWord(tokens[at - 1], 'cáo', 'bc'))
    )
      continue;
    slots.value = count.value * (count.unit === 'week' ? 7 : count.unit === 'month' ? 30 : 1);
    slots.value_unit = 'ngày';
    return;
  }
}

const isLength = ({ tokens }: Reading, { core }: DateExpression): boolean =>
  countAt(tokens, core) !== undefined || isWord(tokens[core], 'thêm');

/** "nhập tiếp mục III", "xem 3.1.1". */
function addRow(slots: Slots, { tokens }: Reading): void {
  const code = tokens.map((_, i) => codeAt(tokens, i)?.code).find((found) => found !== undefined);
  if (code !== undefined) slots.indicator = code;
}
