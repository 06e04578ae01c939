import type { Subject } from '../services/messages.ts';
import type { Composition, Reader } from './reader.ts';
import { formChangeTexts } from './texts-form-change.ts';
import { reminderTexts } from './texts-reminders.ts';

type Moves = Extract<Subject, { about: 'form_changed' }>['moves'];

/** What became of drafts whose form has changed: what is new, what is to be looked at again, what is gone. */
export async function formChanged(
  { services, person }: Pick<Reader, 'services' | 'person'>,
  moves: Moves,
): Promise<Composition> {
  const parts: string[] = [];
  let first: number | undefined;
  for (const { report: id, ...versions } of moves) {
    const report = await services.reports.find(id);
    if (!report || report.state === 'retired' || report.figuresAt) continue;
    const unit = { name: report.unitName, level: report.unitLevel };
    const change = await services.drafts.formChange(versions, unit);
    const toConfirm = await services.drafts.toConfirm(id);
    parts.push(formChangeTexts.ofReport(report, change, toConfirm.size));
    first ??= id;
  }
  if (first === undefined) return { nothing: 'sent, or no longer due' };
  return {
    text: formChangeTexts.news(person.name, parts),
    offers: [{ label: reminderTexts.offers.goOn, action: { do: 'open_report', report: first } }],
  };
}
