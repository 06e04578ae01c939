import { holdsOffice } from '../domain/grants.ts';
import { clean, fold } from '../language/fold.ts';
import type { Context } from './context.ts';
import type { Action } from './cursor.ts';

/** A task named by its number, or by the section that gives it: "nhiệm vụ 12", "nhiệm vụ IV.1.a". */
const NAMED =
  /\b(?:nhiem vu|nv|viec|cong viec)\s*(?:so\s*)?(\d+[a-z]?|[ivx]{1,4}(?:\.(?:\d{1,2}|[a-z]))+)(?![\d/])\b/;
const OF_SECTION = /^[ivx]/;
const QUESTION = /\?|\b(?:chua|bao gio|khi nao|the nao|den dau|ai|may|bao nhieu|hay chua|gi|nao)\b/;
const DONE = /\b(?:xong|hoan thanh|da lam xong|hoan tat)\b/;
const MORE_TIME = /\b(?:lui|gia han|xin them thoi gian|keo dai)\b/;
const PROGRESS = /\b(?:bao tien do|tien do|dang)\b/;
const ARISEN = /\b(?:phat sinh|co yeu cau)\b/;
const NOT = /\b(?:khong|chua)\b/;

/**
 * What is said of one numbered task in a whole sentence: "nhiệm vụ 12 xong rồi, quyết định 45/QĐ-SGDĐT ngày 12/5".
 * Numbers of papers and figures stand in such sentences, so they are read before anything else takes them for its own.
 */
export function taskOrderOf({ speaker }: Context, text: string): Action | undefined {
  if (!holdsOffice(speaker.scope)) return undefined;
  const words = fold(text);
  const named = NAMED.exec(words);
  const task = named?.[1];
  if (!named || task === undefined) return undefined;
  const rest = `${words.slice(0, named.index)} ${words.slice(named.index + named[0].length)}`;
  const { ownUnits } = speaker.scope;
  if (ownUnits.length > 0 && MORE_TIME.test(rest) && !/\?/.test(rest))
    return { do: 'extend_task', task, text };
  if (ownUnits.length > 0 && DONE.test(rest) && !isOpenQuestion(rest))
    return { do: 'report_task_done', task, text };
  if (ARISEN.test(rest) && !NOT.test(rest) && !/\?/.test(rest)) return { do: 'task_arisen', task };
  if (ownUnits.length > 0 && PROGRESS.test(rest) && !QUESTION.test(rest))
    return { do: 'report_task_progress', task, text: saidBehind(text) };
  // Elsewhere such a number is read as the code of a figure.
  if (OF_SECTION.test(task)) return { do: 'task_status', tasks: [task] };
  return undefined;
}

/** "chưa có văn bản" is part of a report; "xong chưa" asks. */
const isOpenQuestion = (rest: string): boolean =>
  QUESTION.test(rest.replace(/\bchua co (?:van ban|quyet dinh|san pham|tai lieu|giay to|tep|file)\b.*/, ' '));

/** "báo tiến độ nhiệm vụ 5: đã họp" → "đã họp"; without a colon the whole sentence. */
function saidBehind(text: string): string {
  const typed = clean(text);
  const at = typed.indexOf(':');
  return at >= 0 ? typed.slice(at + 1).trim() : /\btien do\b/.test(fold(typed)) ? '' : typed;
}
