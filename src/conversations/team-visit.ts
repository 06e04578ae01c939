import { figureIn } from '../domain/answers.ts';
import { findings } from '../domain/checks.ts';
import { fullCode } from './form-codes.ts';
import type { Form } from '../domain/form.ts';
import { maySee, maySeeSensitive } from '../domain/grants.ts';
import { conclusionsInFile } from './conclusions-view.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { number } from './format.ts';
import { lineOf, openSupplements, supplementLines } from './questions-reports.ts';
import { offerLabels, questionTexts } from './texts-questions.ts';
import { sessionInWords, windowInWords } from './visit-words.ts';
import { teamTexts as texts, type FindingWords, type VisitFileWords } from './texts-team.ts';

type Report = Awaited<ReturnType<Context['services']['reports']['ofVisit']>>[number];
type Sent = NonNullable<Awaited<ReturnType<Context['services']['submissions']['sent']>>>;

/** What to note before a visit: what came, what was explained, overdue files, what is still owed. */
export async function visitFile(context: Context, { visit: id }: { visit: number }): Promise<Step> {
  const { services, speaker, now } = context;
  const { scope } = speaker;
  const visit = await services.visits.findInView(scope, speaker.jurisdictionId, id);
  const subject = visit && {
    unitId: visit.unitId,
    visitId: visit.id,
    coordinatorUnitId: visit.coordinatorUnitId,
  };
  const follows = subject && maySee({ ...scope, ownUnits: [] }, subject);
  if (!visit || !follows) return say(questionTexts.notFound(speaker.address));
  const reports = await services.reports.ofVisit(id);
  const supplements = await openSupplements(context, reports);
  const sent = await Promise.all(reports.map((report) => sentOf(context, report)));
  const difficulties = await services.difficulties.open(scope.coordinates);
  const conclusions = await conclusionsInFile(context, visit);
  const file: VisitFileWords = {
    unitName: visit.unitName,
    session: visit.sessionAt
      ? sessionInWords(visit.sessionAt, visit.sessionPlace)
      : `${windowInWords(visit)}; chưa ấn định ngày, giờ cụ thể`,
    report:
      reports.length === 0
        ? null
        : reports
            .map((report) =>
              [lineOf(context, report), ...supplementLines(supplements, report.id, now)].join('\n'),
            )
            .join('\n'),
    counts: reports.length === 0 ? null : (sent.find((one) => one !== undefined)?.counts ?? texts.notSent),
    explained: sent.flatMap((one) => one?.explained ?? []),
    overdueFiles: sent.flatMap((one) => one?.overdueFiles ?? []),
    owed: sent.flatMap((one) => one?.owed ?? []),
    difficulties: difficulties.filter(({ unitId }) => unitId === visit.unitId).length,
    conclusions: conclusions.lines,
  };
  const received = reports.find(({ figuresAt, documentAt }) => figuresAt ?? documentAt);
  const offers: Offer[] = [
    ...(received
      ? [
          { label: texts.offers.figures, action: { do: 'view_report' as const, report: received.id } },
          { label: texts.offers.supplement, action: { do: 'ask_supplement' as const, report: received.id } },
        ]
      : []),
    ...conclusions.offers,
    { label: offerLabels.contact, action: { do: 'contact', unit: visit.unitId } },
  ];
  return { replies: [{ text: texts.visitFile(file, now), offers }] };
}

type SentWords = Pick<VisitFileWords, 'counts' | 'explained' | 'overdueFiles' | 'owed'>;

async function sentOf(context: Context, report: Report): Promise<SentWords | undefined> {
  const { services, speaker } = context;
  const draft = await services.drafts.open(report.id);
  const sent = draft && (await services.submissions.sent(draft));
  if (!sent) return undefined;
  const { form } = draft;
  const mayShow = (key: string): boolean => {
    const row = form.rows.find((one) => one.key === key);
    return !row?.sensitive || maySeeSensitive(speaker.scope, report, row.field);
  };
  const { tally, owed, asOf } = sent.receipt;
  return {
    counts: texts.tally(
      asOf,
      tally.value,
      tally.nothing,
      tally.missing + tally.total - tally.answered,
      tally.outOfScope,
    ),
    explained: explained(form, sent, mayShow),
    overdueFiles: overdueFiles(form, sent),
    owed: owed.filter(({ key }) => mayShow(key)).map((row) => fullCode(row, form.rows)),
  };
}

/** Checks that did not hold and were passed with a reason. */
function explained(form: Form, sent: Sent, mayShow: (key: string) => boolean): FindingWords[] {
  return findings(form, sent.answers, sent.lines).flatMap((finding) => {
    const reason = sent.reasons.get(finding.key);
    const keys = Object.keys(finding.figures).filter((key) => key !== 'sum');
    if (reason === undefined || !keys.every(mayShow)) return [];
    const figures = keys.map((key) => {
      const row = form.rows.find((one) => one.key === key);
      const name = row ? `${fullCode(row, form.rows)} ${row.name}` : nameOfOperand(form, key, finding.place);
      return `${name}: ${number(finding.figures[key] ?? 0)}`;
    });
    return [{ figures, reason }];
  });
}

/** `phu_luc_2.da_giai_quyet` or a column of one line, in the words of the form. */
function nameOfOperand(form: Form, key: string, place: { table: string; label: string } | null): string {
  const [tableKey = '', ...rest] = place ? [place.table, key] : key.split('.');
  const table = form.tables.find((one) => one.key === tableKey);
  const column = table?.columns.find((one) => one.key === rest.at(-1));
  const where = table ? `${table.code}${place ? `, ${place.label}` : ''}` : '';
  return `${where}${column ? `, ${column.name}` : ''}`;
}

/** Lines of the tables with a column that asks for a reason, and the reason given. */
function overdueFiles(form: Form, { lines }: Sent): string[] {
  return form.tables.flatMap((table) =>
    (lines.get(table.key) ?? []).flatMap(({ label, cells, explanation }) => {
      const columns = table.columns.filter(
        ({ key }) => table.explain.includes(key) && (figureIn(cells, key) ?? 0) > 0,
      );
      if (columns.length === 0) return [];
      const figures = columns
        .map(({ key, name }) => `${name}: ${number(figureIn(cells, key) ?? 0)}`)
        .join(', ');
      return [`${table.code}, ${label}: ${figures}${explanation === null ? '' : ` (${explanation})`}`];
    }),
  );
}

const say = (text: string): Step => ({ replies: [{ text }] });
