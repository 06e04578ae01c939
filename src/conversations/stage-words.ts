import type { Day } from '../domain/day.ts';
import { dayWithWeekday, shortDay } from './format.ts';

/** A step of a visit, as far as it is known. */
export interface StageFacts {
  title: string;
  plannedOn: Day | null;
  doneOn: Day | null;
}

/** The steps of a visit in the document's order; none where it has none. */
export const stageLines = (stages: readonly StageFacts[]): string[] =>
  stages.map(
    ({ title, plannedOn, doneOn }, index) => `- Bước ${index + 1}: ${title}${when(plannedOn, doneOn)}`,
  );

const when = (plannedOn: Day | null, doneOn: Day | null): string => {
  if (doneOn !== null) return `; đã xong ngày ${shortDay(doneOn)}`;
  return plannedOn === null ? '' : `; dự kiến ngày ${dayWithWeekday(plannedOn)}`;
};
