import type { Spreadsheet } from '../domain/spreadsheet.ts';
import { readPeopleBook } from '../language/people-table.ts';
import type { ListedPerson } from '../services/people-loading.ts';
import type { Context } from './context.ts';
import { confirm, conclude, ifCoordinator, mayGive, nameOf } from './coordinator-steps.ts';
import type { Step } from './cursor.ts';
import { bounded } from './lists.ts';
import { countChanges, readLines, understoodPaper, withoutHeld } from './people-list.ts';
import { peopleListTexts as texts } from './texts-people-list.ts';

/** People taken from one file in chat; a longer list goes in parts, or through the command line. */
const MOST_PEOPLE = 500;
const FAULTS_TOLD = 8;

/** A list of people sent by a coordinator: what was understood, line by line, and whether to write it. Undefined: no such list. */
export async function takePeopleList(context: Context, book: Spreadsheet): Promise<Step | undefined> {
  const { services, speaker, desk, now } = context;
  if (speaker.scope.coordinates.length === 0) return undefined;
  const table = readPeopleBook(book);
  if (table.kind === 'no_heading') return undefined;
  if (table.kind === 'too_many' || table.lines.length > MOST_PEOPLE)
    return conclude(texts.tooMany(table.kind === 'people' ? table.lines.length : table.lines, MOST_PEOPLE));
  const followed = new Set((await services.reports.coordinatedUnits(speaker.scope)).map(({ id }) => id));
  const placed = readLines(table.lines, {
    findUnits: context.findUnits,
    isAllowed: (unit) => followed.has(unit),
    mayAppoint: (unit) => mayGive(context, 'coordinator', unit),
  });
  const found = await services.peopleLoading.compare(
    speaker.jurisdictionId,
    placed.flatMap(({ person }) => person ?? []),
    now,
    speaker.scope,
  );
  const read = withoutHeld(placed, found);
  const people = read.flatMap(({ person }) => person ?? []);
  const changes = found.filter(({ isHeldElsewhere }) => !isHeldElsewhere);
  const counts = countChanges(read, changes);
  const faults = read.flatMap(({ line, fault }) =>
    fault === null ? [] : [texts.fault(line.row, line.name, fault)],
  );
  const told = bounded(faults, faults.length, FAULTS_TOLD);
  if (people.length === 0) return conclude(texts.nothing(counts, told));
  const step = confirm(texts.confirm(counts, told), { do: 'people.confirm', people }, null);
  const file = await desk.papers.list(understoodPaper(read, changes), now);
  return { ...step, replies: step.replies.map((reply) => ({ ...reply, files: [file] })) };
}

/** Writes the list, all of it or nothing, and gives back the slips with linking codes, once. */
export const confirmPeopleList = (
  context: Context,
  { people }: { people: readonly ListedPerson[] },
): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, desk, now } = context;
    // What was coordinated when the file came may not be any more.
    const followed = new Set((await services.reports.coordinatedUnits(speaker.scope)).map(({ id }) => id));
    const allowed = people.filter(
      ({ unitId, role }) => followed.has(unitId) && mayGive(context, role, unitId),
    );
    const { peopleLoading } = services;
    const { changes, personIds } = await peopleLoading.write(
      speaker.jurisdictionId,
      allowed,
      speaker.id,
      now,
      speaker.scope,
    );
    const codes = await peopleLoading.issueCodes(personIds, speaker.id, now);
    const text = texts.written(countChanges([], changes), codes.length);
    if (codes.length === 0) return conclude(text);
    const slips = codes.map((code) => ({ ...code, unitName: nameOf(context, code.unitId) }));
    const step = conclude(text);
    const file = await desk.papers.codes(slips, now);
    return { ...step, replies: step.replies.map((reply) => ({ ...reply, files: [file] })) };
  });
