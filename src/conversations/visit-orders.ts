import type { Scope } from '../domain/grants.ts';
import { fold } from '../language/fold.ts';
import type { Action } from './cursor.ts';

/** What is ordered about a visit to a named unit; each is asked to be confirmed before it is done. */
export function visitOrder(words: string, unit: number, text: string, scope: Scope): Action | undefined {
  if (
    /\bkiem tra xong\b|\b(?:hoan thanh|ket thuc) (?:cuoc |buoi )?kiem tra\b/.test(words) &&
    !isQuestion(words)
  )
    return { do: 'visit_done', unit, text };
  if (/\b(?:huy|khong tien hanh|dung)\b.*\b(?:cuoc|buoi|lich) (?:kiem tra|lam viec)\b/.test(words))
    return { do: 'cancel_visit', unit, text };
  if (scope.coordinates.length === 0) return undefined;
  return /^(?:bo sung|them) (?:(?:mot|1|01) )?(?:cuoc |lich )?kiem tra\b/.test(words)
    ? { do: 'add_visit', unit, text }
    : undefined;
}

/** "Kiểm tra đột xuất Sở X ngày 20/9": an order, whoever gives it; the answer to those of no team is always the same. */
export function surpriseOrder(text: string): Action | undefined {
  const words = fold(text).trim();
  const isOrder =
    /^(?:(?:them|tao|lap|to chuc|ghi|dat) )?(?:(?:mot|1|01) )?(?:(?:cuoc|buoi|lich) )?kiem tra dot xuat\b/.test(
      words,
    );
  return isOrder && !isQuestion(words) ? { do: 'plan_surprise', text } : undefined;
}

const isQuestion = (words: string): boolean =>
  /\?\s*$|\b(?:khong|chua|nao|bao gio|khi nao|hom nao|gi|dau)[\s?.]*$/.test(words);
