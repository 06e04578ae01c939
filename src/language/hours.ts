import type { Hour } from '../domain/office-time.ts';
import { isWord, type Token } from './tokens.ts';

const PARTS: readonly [string, string, Hour][] = [
  ['sáng', 'am', '08:00'],
  ['trưa', 'noon', '12:00'],
  ['chiều', 'pm', '14:00'],
  ['tối', 'pm', '19:00'],
];

const STARTERS = new Set(['luc', 'vao', 'hoi', 'dau', 'cuoi', 'buoi', 'sang', 'trua', 'chieu', 'toi']);

export interface HourFound {
  hour: Hour;
  end: number;
}

/** "17h", "8h30", "14 giờ 30 phút", "3h chiều", "sáng", "cuối giờ chiều", "lúc 9h". */
export function hourAt(tokens: readonly Token[], index: number): HourFound | 'invalid' | undefined {
  const first = tokens[index];
  if (first?.kind !== 'figure' && !STARTERS.has(first?.folded ?? '')) return undefined;
  const start = isWord(first, 'lúc', 'vào', 'hồi') ? index + 1 : index;
  const edge =
    isWord(tokens[start], 'đầu', 'cuối') && isWord(tokens[start + 1], 'giờ', 'buổi') ? start + 2 : undefined;
  const part = partAt(tokens, edge ?? start);
  if (edge !== undefined && part) {
    const end = edge + 1;
    if (isWord(tokens[start], 'đầu')) return { hour: part[2], end };
    return { hour: part[0] === 'sáng' ? '11:00' : '17:00', end };
  }
  if (isWord(tokens[start], 'cuối') && isWord(tokens[start + 1], 'giờ'))
    return { hour: '17:00', end: start + 2 };
  if (isWord(tokens[start], 'buổi') && partAt(tokens, start + 1)) return hourAt(tokens, start + 1);
  if (part) {
    const clock = clockAt(tokens, start + 1);
    return clock ? finish(clock, part[1]) : { hour: part[2], end: start + 1 };
  }
  const clock = clockAt(tokens, start);
  if (!clock) return undefined;
  const after = partAt(tokens, skipWord(tokens, clock.end, 'buổi'));
  return finish(after ? { ...clock, end: skipWord(tokens, clock.end, 'buổi') + 1 } : clock, after?.[1]);
}

interface Clock {
  hours: number;
  minutes: number;
  end: number;
}

function clockAt(tokens: readonly Token[], index: number): Clock | undefined {
  const figure = tokens[index];
  const mark = tokens[index + 1];
  if (figure?.kind !== 'figure' || !/^\d{1,2}$/.test(figure.raw) || !mark) return undefined;
  const minutes = tokens[index + 2];
  const isMinutes = minutes?.kind === 'figure' && /^\d{2}$/.test(minutes.raw);
  if (mark.raw === ':' && mark.glued && isMinutes && minutes.glued)
    return { hours: Number(figure.raw), minutes: Number(minutes.raw), end: index + 3 };
  if (!isWord(mark, 'h', 'giờ', 'g')) return undefined;
  const hours = Number(figure.raw);
  if (isWord(minutes, 'rưỡi')) return { hours, minutes: 30, end: index + 3 };
  if (!isMinutes || !(minutes.glued || isWord(tokens[index + 3], 'phút', 'p')))
    return { hours, minutes: 0, end: index + 2 };
  return {
    hours,
    minutes: Number(minutes.raw),
    end: isWord(tokens[index + 3], 'phút', 'p') ? index + 4 : index + 3,
  };
}

function finish({ hours, minutes, end }: Clock, part: string | undefined): HourFound | 'invalid' {
  const afternoon = part === 'pm' && hours < 12 ? hours + 12 : hours;
  if (afternoon > 24 || minutes > 59 || (afternoon === 24 && minutes > 0)) return 'invalid';
  const pad = (n: number): string => String(n).padStart(2, '0');
  return {
    hour: `${pad(afternoon === 24 ? 23 : afternoon)}:${pad(afternoon === 24 ? 59 : minutes)}` as Hour,
    end,
  };
}

const partAt = (tokens: readonly Token[], index: number): readonly [string, string, Hour] | undefined =>
  PARTS.find(([word]) => isWord(tokens[index], word));

const skipWord = (tokens: readonly Token[], index: number, word: string): number =>
  isWord(tokens[index], word) ? index + 1 : index;
