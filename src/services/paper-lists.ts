import { addDays } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import { reportState, type ReportState } from '../domain/receipt.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as lists from '../store/paper-lists.ts';
import * as grants from '../store/grants.ts';

/** Reports still to come are listed this far ahead. */
const AHEAD_DAYS = 31;
/** Messages of the ledger in one file. */
const LEDGER_ROWS = 5000;
const LEDGER_DAYS = 366;

export type UnsettledReport = Awaited<ReturnType<typeof lists.listUnsettled>>[number] & {
  now: ReportState;
  /** "Nguyễn Văn A, 0912…", where the reader may know whom to call. */
  focal: readonly { name: string; phone: string | null }[];
};
/** Reports that have not come and are left out of the list: until when is not known, or it is far off. */
export type LaterReports = Awaited<ReturnType<typeof lists.countLater>>;
export type LedgerLine = Awaited<ReturnType<typeof lists.listLedger>>[number];

const ORDER: readonly ReportState[] = ['overdue', 'received_late', 'open', 'unfollowed'];

/** What is printed as lists, within the asker's scope. */
export function createPaperLists(db: Db) {
  return {
    /** Overdue first, then late, then what is to come within a month. */
    async unsettled(scope: Scope, now: Date, planId?: number): Promise<UnsettledReport[]> {
      const today = dayOf(now);
      const rows = await lists.listUnsettled(db, scope, addDays(today, AHEAD_DAYS), planId);
      const unitIds = [...new Set(rows.map(({ unitId }) => unitId))];
      const focal = new Map<number, { name: string; phone: string | null }[]>(unitIds.map((id) => [id, []]));
      for (const { unitId, name, phone } of await grants.holders(db, unitIds, ['focal'], today))
        focal.get(unitId)?.push({ name, phone });
      return rows
        .map((row) => ({
          ...row,
          now: reportState(row, now),
          focal: focal.get(row.unitId) ?? [],
        }))
        .sort((a, b) => ORDER.indexOf(a.now) - ORDER.indexOf(b.now));
    },

    /** How many are not in yet and not in that list, because they wait for a visit's day or fall due later. */
    later(
      scope: Scope,
      now: Date,
      only: { planId?: number | undefined; unitId?: number | undefined } = {},
    ): Promise<LaterReports> {
      const { planId, unitId } = only;
      return lists.countLater(db, scope, addDays(dayOf(now), AHEAD_DAYS), { planId, unitId });
    },

    /** Who was told what and when, of the units a coordinator follows; nobody else has a ledger. */
    async ledger(scope: Scope, now: Date, unitId?: number): Promise<LedgerLine[]> {
      if (scope.coordinates.length === 0) return [];
      const units = await dueReports.listCoordinatedUnits(
        db,
        scope.coordinates,
        unitId === undefined ? undefined : [unitId],
      );
      const from = addDays(dayOf(now), -LEDGER_DAYS);
      return lists.listLedger(
        db,
        { unitIds: units.map(({ id }) => id), bodies: scope.coordinates },
        momentOf(from),
        LEDGER_ROWS,
      );
    },
  };
}
