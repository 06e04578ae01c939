import type { Services } from '../services/services.ts';
import { sectionsOf } from './form-draft.ts';
import { shareable } from './parts-shared.ts';

/** A part of a report given to a colleague who has not filled in all of it. */
export interface OwedPart {
  code: string;
  name: string;
  /** Null for a table, of which nobody knows how many lines it is to have. */
  progress: { answered: number; total: number } | null;
}

/** Parts of a report its officer waits for, in the order they were given. */
export async function partsOwed({ sectionShares, drafts }: Services, report: number): Promise<OwedPart[]> {
  const shares = await sectionShares.ofReport(report);
  const draft = shares.length === 0 ? undefined : await drafts.open(report);
  if (!draft) return [];
  const answers = await drafts.answers(report);
  const lines = await drafts.lines(report);
  const [parts, sections] = [shareable(draft), sectionsOf(draft)];
  return shares.flatMap(({ part, name }): OwedPart[] => {
    const code = parts.find(({ key }) => key === part)?.code;
    if (code === undefined) return [];
    const inputs = sections.find(({ heading }) => heading.key === part)?.inputs;
    if (!inputs) {
      const isBegun = answers.has(part) || (lines.get(part)?.length ?? 0) > 0;
      return isBegun ? [] : [{ code, name, progress: null }];
    }
    const answered = inputs.filter(({ key }) => answers.has(key)).length;
    return answered < inputs.length ? [{ code, name, progress: { answered, total: inputs.length } }] : [];
  });
}
