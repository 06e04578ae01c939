import { parseDay, type Day } from '../domain/day.ts';
import { fillsIn, holdsOffice, overseesOthers } from '../domain/grants.ts';
import { fold } from '../language/fold.ts';
import type { Understanding } from '../language/understand.ts';
import type { Context } from './context.ts';
import type { Action, Cursor } from './cursor.ts';
import { actionLabels } from './texts-actions.ts';
import { listAsFile } from './export-words.ts';
import { isGiving, isTakingBack } from './part-giving.ts';
import { surpriseOrder, visitOrder } from './visit-orders.ts';

type Meaning = Pick<Understanding, 'intent' | 'slots'>;

/** What an understood sentence asks for; undefined where it asks for nothing the bot does. */
export function actionOf(
  context: Context,
  meaning: Meaning,
  text: string,
  cursor: Cursor,
): Action | undefined {
  const { slots } = meaning;
  const units = unitIds(context, slots.unit);
  const unit = units[0];
  const about = unit === undefined ? {} : { unit };
  const field = stringSlot(slots.field);
  const byField = field === undefined ? {} : { field };
  switch (meaning.intent) {
    case 'help':
      return { do: 'help' };
    case 'my_deadlines':
      return { do: 'deadlines' };
    case 'unit_deadlines':
      return { do: 'deadlines', ...about };
    case 'inspection_schedule':
      return {
        do: 'schedule',
        ...about,
        ...dateSlots(slots.date),
        ...(slots.period && { period: slots.period }),
      };
    case 'who_is_late': {
      const { date: due } = dateSlots(slots.date);
      return { do: 'who_is_late', ...about, ...(due && { due }) };
    }
    case 'completion_summary':
      return { do: 'completion', ...about, ...byField, ...grouping(text) };
    case 'overdue_tasks':
      return { do: 'overdue_tasks', ...about, ...byField };
    case 'task_status':
      return { do: 'task_status', tasks: listSlot(slots.task), ...about };
    case 'submit_report':
      return cursor.place.name.startsWith('form.')
        ? { do: 'send_report' }
        : { do: 'choose_report', purpose: 'submit' };
    case 'continue_draft':
      return { do: 'continue_draft' };
    case 'set_value':
    case 'correct_value':
      // Who speaks for no unit has no figures to give.
      return fillsIn(context.speaker.scope) ? { do: 'enter_figures', text } : undefined;
    case 'view_submission':
      return unit === undefined ? { do: 'choose_report', purpose: 'view' } : { do: 'unit_report', unit };
    case 'report_task_done':
      return { do: 'report_task_done', task: listSlot(slots.task)[0] ?? text, text };
    case 'request_extension':
      return { do: 'request_extension', text, ...dateSlots(slots.date) };
    case 'remind_unit':
      return { do: 'urge', ...about };
    case 'export':
      return { do: 'export', text, ...about, ...(slots.period && { period: slots.period }) };
    case 'contact_of_unit':
      return { do: 'contact', ...about };
    case 'stop_notifications':
      return { do: 'stop_reminders' };
    case 'change_language_or_settings':
      return { do: 'settings', ...settingSlots(slots) };
    case 'none':
      return followUpOf(context, cursor, text);
  }
}

export const labelOf = (context: Context, action: Action): string => {
  const label = actionLabels[action.do];
  const unit = 'unit' in action && typeof action.unit === 'number' ? action.unit : undefined;
  const name = unit === undefined ? undefined : context.unitName(unit);
  return name === undefined ? (label ?? action.do) : `${label ?? action.do}: ${name}`;
};

const LONGEST_FOLLOW_UP = 60;
/** Questions that can be asked again of another unit. */
const OF_A_UNIT = new Set<Action['do']>([
  'deadlines',
  'schedule',
  'status',
  'who_is_late',
  'completion',
  'overdue_tasks',
  'contact',
  'unit_report',
  'conclusions',
]);

/** "cho tôi file excel", "xin biểu", "gửi biểu cho tôi". */
const ASKS_FOR_WORKBOOK =
  /^(?:(?:cho|xin|gui|lay|nhan|tai|xuat|can)\b.*\b(?:bieu|mau|file|tep)\b(?!.*\b(?:tong hop|danh sach|cham|phu luc)\b)|(?:bieu|file|tep|mau) excel\b).{0,40}$/;

/** Ways a coordinator or leader orders something about a named unit; each is asked to be confirmed before it is done. */
export function orderOf(context: Context, text: string): Action | undefined {
  const { scope } = context.speaker;
  if (fillsIn(scope) && ASKS_FOR_WORKBOOK.test(fold(text)))
    return { do: 'choose_report', purpose: 'workbook' };
  const list = listAsFile(text);
  if (list) {
    const [unit, another] = context.findUnits(text);
    return { do: 'export', paper: list, ...(unit && !another && { unit: unit.id }) };
  }
  if (scope.ownUnits.length > 0 && isGiving(text)) return { do: 'part.give', text };
  if (scope.ownUnits.length > 0 && isTakingBack(text)) return { do: 'part.take_back_named', text };
  const surprise = surpriseOrder(text);
  if (surprise) return surprise;
  const conclusions = conclusionQuestion(context, text);
  if (conclusions) return conclusions;
  if (!overseesOthers(scope)) return undefined;
  // A paper's symbol holds initials that are no unit spoken of: 98/SNV-CCHC.
  const [unit, another] = context.findUnits(text.replace(/\d+\/[^\s,;]+/g, ' '));
  if (!unit || another) return undefined;
  const words = fold(text);
  const conclusion = conclusionOrder(words, unit.id, text);
  if (conclusion) return conclusion;
  const visit = visitOrder(words, unit.id, text, scope);
  if (visit) return visit;
  if (/\b(?:yeu cau|de nghi)\b.*\bbo sung\b/.test(words)) {
    const asked = /bổ sung|bo sung/i.exec(text.normalize('NFC'));
    const what = asked
      ? text
          .normalize('NFC')
          .slice(asked.index + asked[0].length)
          .replace(/^[\s:,-]+/, '')
      : '';
    return { do: 'ask_supplement', unit: unit.id, ...(what !== '' && { text: what }) };
  }
  if (scope.coordinates.length === 0) return undefined;
  if (/\bban giao\b/.test(words)) return { do: 'hand_over', unit: unit.id, text };
  if (/\bgia han\b/.test(words)) return { do: 'record_extension', unit: unit.id, text };
  if (/\b(?:nhan|co)\b.*\b(?:van ban|ban giay)\b|\bbao cao giay\b/.test(words)) {
    return { do: 'received_on_paper', unit: unit.id, text };
  }
  if (/\b(?:hoan|doi|chuyen|dat)\b.*\b(?:buoi|lich|cuoc)\b|\b(?:dat|doi)lich\b/.test(words))
    return { do: 'set_session', unit: unit.id, text };
  return undefined;
}

/** "Nội dung nào phải khắc phục?", of the own unit or, for who follows several, of all; a unit named is asked about. */
function conclusionQuestion({ speaker, findUnits }: Context, text: string): Action | undefined {
  if (text.length > LONGEST_FOLLOW_UP || !holdsOffice(speaker.scope)) return undefined;
  if (!/\b(?:ket luan|khac phuc)\b/.test(fold(text))) return undefined;
  const [unit] = findUnits(text.replace(/\d+\/[^\s,;]+/g, ' '));
  if (!unit) return { do: 'conclusions' };
  return overseesOthers(speaker.scope) ? undefined : { do: 'conclusions', unit: unit.id };
}

/** "kết luận Sở Công Thương", with or without its paper; "khắc phục Sở Công Thương" asks how far it is. */
function conclusionOrder(words: string, unit: number, text: string): Action | undefined {
  if (/\b(?:nam|ky) truoc\b/.test(words) && /\b(?:ket luan|ton tai|khac phuc)\b/.test(words))
    return { do: 'earlier_conclusion', unit };
  if (/\bkhac phuc\b/.test(words)) return { do: 'conclusions', unit };
  if (!/\bket luan\b/.test(words)) return undefined;
  return { do: 'register_conclusion', unit, ...(/\d\s*\/\s*[a-z]/.test(words) && { text }) };
}

/** Words that mean something only after another question: "còn Bù Đăng?", "bao giờ?". */
export function followUpOf(context: Context, cursor: Cursor, text: string): Action | undefined {
  const { recall } = cursor;
  if (!recall || text.length > LONGEST_FOLLOW_UP || asksByItself(text)) return undefined;
  const [unit, another] = context.findUnits(text);
  return unit && !another && OF_A_UNIT.has(recall.do) ? ({ ...recall, unit: unit.id } as Action) : undefined;
}

/** "tiến độ theo đơn vị", "theo từng lĩnh vực". */
function grouping(text: string): { by?: 'unit' | 'field' } {
  const [, by] = /\btheo (?:tung )?(don vi|phong|so|linh vuc)\b/.exec(fold(text)) ?? [];
  return by === undefined ? {} : { by: by === 'linh vuc' ? 'field' : 'unit' };
}

/** "hạn của Sở Y tế" after a question on the schedule: its own words say what is asked. */
function asksByItself(text: string): boolean {
  const words = fold(text);
  return (
    !/^(?:con|the|the con|vay|vay con)\b/.test(words) &&
    /\b(?:han|lich|tinh hinh|tien do|dau moi|lien he|nhiem vu|nop|gui|bao cao|so lieu|ket luan|khac phuc)\b/.test(
      words,
    )
  );
}

function unitIds(context: Context, slot: unknown): number[] {
  const names = Array.isArray(slot) ? slot : slot === undefined ? [] : [slot];
  return names.flatMap((name) => (typeof name === 'string' ? (context.findUnits(name)[0]?.id ?? []) : []));
}

function dateSlots(slot: unknown): { date?: Day } {
  const first = typeof slot === 'string' ? parseDay(slot.slice(0, 10)) : undefined;
  return first === undefined ? {} : { date: first };
}

function settingSlots(slots: Meaning['slots']): { setting?: string; value?: string | number } {
  const setting = stringSlot(slots.setting);
  const { value } = slots;
  return {
    ...(setting === undefined ? {} : { setting }),
    ...(typeof value === 'string' || typeof value === 'number' ? { value } : {}),
  };
}

const stringSlot = (slot: unknown): string | undefined => (typeof slot === 'string' ? slot : undefined);

const listSlot = (slot: unknown): string[] =>
  (Array.isArray(slot) ? slot : [slot]).filter((one): one is string => typeof one === 'string');
