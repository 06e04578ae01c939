import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import { playLines } from '../../src/lab/play-lines.ts';
import { progressIn } from '../../src/lab/prepared.ts';
import type { OpenSeason } from '../../src/lab/seasons.ts';
import { connect, withDatabase } from '../../src/store/connect.ts';
import { createClockRunner } from '../../src/lab/clock-runner.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { toOfficeIso } from '../../src/domain/office-time.ts';
import { openScratchDatabases } from '../../src/store/scratch-databases.ts';
import { freshDatabase } from '../support/database.ts';
import { fresh, openLab } from '../support/lab.ts';
import { at } from '../support/plans.ts';
import { play } from '../support/transcript.ts';

const OFFICER = 'focal@Sở Công Thương';
const LEAD = 'team_lead@Sở Nội vụ';
const lab = await openLab({ most: 3 });

/** What came to whom, as `dondoc chat --json` prints it, but for codes made by chance. */
const came = ({ season }: OpenSeason) =>
  season
    .entries()
    .flatMap((entry) => (entry.kind === 'came' ? [{ to: entry.who, text: entry.message.text }] : []));

async function used<T>(one: OpenSeason, work: (one: OpenSeason) => Promise<T>): Promise<T> {
  try {
    return await work(one);
  } finally {
    lab.passMinutes(60);
    await lab.seasons.sweep();
  }
}

describe('the script of a season', () => {
  test('replayed by dondoc chat, says the same to the same people', async () => {
    const one = await lab.open(lab.preparedNamed('ngay-cuoi'));
    await used(one, async ({ season }) => {
      await season.say(OFFICER, '1');
      await season.say(OFFICER, '18\n12');
      await season.takeUp(OFFICER, 'telegram');
      await season.say(OFFICER, 'HAN');
      expect(await season.pressLabel(OFFICER, 'Lịch kiểm tra', 1)).toBe(true);
      await season.say(OFFICER, '@at 2023 \\n <b>không phải lệnh</b>');
      await season.sendFile(OFFICER, 'ảnh chụp.png', null, null);
      await season.nextMessage();
      await season.moveBy(90);
      await season.say(LEAD, 'TINHHINH');
      expect(await season.pressLabel(LEAD, 'Đơn vị chưa gửi', 1)).toBe(true);
      const { plan, as, at: start, lines } = season.script();
      const { db } = await freshDatabase();
      const { delivered } = await play(db, { plan, as, at: start, json: true }, lines);
      expect(delivered.map(({ to, text }) => ({ to, text }))).toEqual(came(one));
      expect(delivered.length).toBeGreaterThan(30);
    });
    // Everything twice, on a machine that may be busy.
  }, 60_000);
});

describe('every prepared situation', () => {
  test.each(lab.prepared)('$title: its steps can be done as they are written', async (prepared) => {
    const one = await lab.open(lab.preparedNamed(prepared.key));
    await used(one, async ({ season, startedAfter }) => {
      const done = (): number => progressIn(prepared.steps, season.entries(), startedAfter).done;
      for (const [index, { says, winds, presses }] of prepared.steps.entries()) {
        expect(done()).toBe(index);
        for (const text of says?.texts ?? []) await season.say(says!.who, text);
        if (winds) await season.nextMessage();
        for (const { who, label } of presses ?? [])
          expect(await season.pressLabel(who, label, 1), `${who}: ${label}`).toBe(true);
      }
      expect(done()).toBe(prepared.steps.length);
    });
  });
});

describe('seasons of several visitors', () => {
  test('do not meet, and are as many as there is room for; one that nobody uses makes room', async () => {
    const [one, two] = [await lab.open(fresh('2023-07-25T08:00')), await lab.open(fresh('2023-07-25T08:00'))];
    await Promise.all([one.season.say(OFFICER, 'HAN'), two.season.say(OFFICER, 'LICH')]);
    expect(came(one)).not.toEqual(came(two));
    const unwatch = [one, two].map(({ season }) => season.watch(() => undefined));
    await lab.open(fresh('2023-07-25T08:00'));
    expect(await lab.seasons.open(fresh('2023-07-25T08:00'))).toEqual({ kind: 'full' });
    lab.passMinutes(5);
    const four = await lab.open(fresh('2023-07-25T08:00'));
    expect(lab.seasons.find(one.id)).toBe(one);
    expect(lab.seasons.count()).toBe(3);
    unwatch.forEach((end) => end());
    lab.passMinutes(60);
    expect(await lab.seasons.sweep()).toBe(3);
    expect(lab.seasons.find(four.id)).toBeUndefined();
  });

  test('that are watched stay while somebody comes back within half a day', async () => {
    const one = await lab.open(fresh('2023-07-25T08:00'));
    one.season.watch(() => undefined);
    lab.passMinutes(60);
    expect(await lab.seasons.sweep()).toBe(0);
    lab.passMinutes(12 * 60);
    expect(await lab.seasons.sweep()).toBe(1);
  });

  test('are fresh after a reset, asked for twice or once, and forget what was uploaded', async () => {
    const one = await lab.open(fresh('2023-07-25T08:00'));
    await one.season.say(OFFICER, 'HAN');
    await one.season.sendFile(OFFICER, 'a.png', 'image/png', new Uint8Array([1, 2, 3]));
    const [upload] = one.season.entries().flatMap((entry) => (entry.kind === 'file' ? [entry.upload] : []));
    expect(existsSync(upload!.path!)).toBe(true);
    await Promise.all([lab.seasons.reset(one.id), lab.seasons.reset(one.id)]);
    const again = lab.seasons.find(one.id)!;
    expect(again.copy).not.toBe(one.copy);
    expect(again.season.entries()).toEqual([]);
    expect(existsSync(upload!.path!)).toBe(false);
    await expect(one.season.say(OFFICER, 'HAN')).rejects.toThrow('closed');
    lab.passMinutes(60);
    await lab.seasons.sweep();
    expect(readdirSync(lab.folder)).toEqual([]);
  });
});

test('an upload that was refused leaves room for another', async () => {
  const one = await lab.open(fresh('2023-07-25T08:00'));
  await used(one, async ({ season }) => {
    const bytes = new Uint8Array(16 * 1024 * 1024);
    const waiting = Array.from({ length: 40 }, () => season.inTurn(() => Promise.resolve()));
    await expect(season.sendFile(OFFICER, 'a.pdf', null, bytes)).rejects.toThrow('busy');
    await Promise.all(waiting);
    await season.sendFile(OFFICER, 'a.pdf', null, bytes);
    await expect(season.sendFile(OFFICER, 'b.pdf', null, bytes)).rejects.toThrow('too_many_bytes');
  });
});

test('a link to a prepared situation plays what has come since: the summary of the lead is on the phone', async () => {
  const one = await lab.open(lab.preparedNamed('ngay-cuoi'));
  const moment = await used(one, async ({ season }) => {
    await season.nextMessage();
    await season.nextMessage();
    return season.now();
  });
  const again = await lab.open({ ...lab.preparedNamed('ngay-cuoi'), at: moment });
  await used(again, ({ season, startedAfter }) => {
    expect(season.now()).toEqual(moment);
    const digests = came(again).filter(({ to, text }) => to === LEAD && text.includes('Kính báo cáo'));
    expect(digests).not.toEqual([]);
    expect(startedAfter).toBe(season.lastSeq());
    expect(season.script().lines.at(-1)).toBe(`@at ${toOfficeIso(moment).slice(0, 19)}`);
    return Promise.resolve();
  });
});

test('the script of a link that names nobody who is there speaks for the one whose phone opens', async () => {
  const one = await lab.open({
    ...fresh('2023-07-25T08:00'),
    phones: [{ who: 'focal@Sở Bịa', network: 'zalo' }],
  });
  await used(one, ({ season, situation }) => {
    expect(season.script().as).toBe(situation.phones[0]?.who);
    return Promise.resolve();
  });
});

test('there are never more seasons than there is room for, however many ask at once', async () => {
  const opened = await Promise.all(
    Array.from({ length: 6 }, () => lab.seasons.open(fresh('2023-07-25T08:00'))),
  );
  expect(opened.filter((one) => 'kind' in one)).toHaveLength(3);
  expect(lab.seasons.count()).toBe(3);
  lab.passMinutes(60);
  expect(await lab.seasons.sweep()).toBe(3);
});

describe('the clock of a season', () => {
  test('stopped and started again while it moves, goes on once', async () => {
    const one = await lab.open(fresh('2023-07-25T08:00'));
    await used(one, async ({ season }) => {
      season.watch(() => undefined);
      const moves: number[] = [];
      const slow = {
        ...season,
        moveBy: async (minutes: number): Promise<void> => {
          moves.push(minutes);
          await sleep(30);
        },
      };
      const runner = createClockRunner(slow, 20);
      runner.run(1);
      await sleep(35);
      runner.stop();
      runner.run(1);
      await sleep(600);
      runner.stop();
      // One loop of 50 ms makes 13 at most.
      expect(moves.length).toBeLessThan(17);
      expect(moves.length).toBeGreaterThan(1);
    });
  });

  test('goes forward only, to the end of the year after the plan, and says when it cannot', async () => {
    const one = await lab.open(fresh('2023-07-25T08:00'));
    await used(one, async ({ season }) => {
      await season.moveTo(at('2023-07-24', '08:00'));
      expect(season.now()).toEqual(at('2023-07-25', '08:00'));
      await expect(season.moveTo(at('2026-01-01', '08:00'))).rejects.toThrow('end_of_time');
    });
  });

  test('a link may let time pass before it opens: what happened by itself is on the phones', async () => {
    const one = await lab.open(fresh('2023-07-28T08:30', '2023-07-27T14:00'));
    await used(one, ({ season }) => {
      expect(season.now()).toEqual(at('2023-07-28', '08:30'));
      expect(came(one).some(({ to }) => to === OFFICER)).toBe(true);
      return Promise.resolve();
    });
  });
});

test.each([
  [{ ...fresh('2023-07-25T08:00'), plan: 'khong-co' }, 'unknown_plan'],
  [{ ...fresh('2023-07-25T08:00'), prepared: 'khong-co' }, 'unknown_situation'],
  [{ ...fresh('2023-07-25T08:00'), prepared: 'nhiem-vu' }, 'unknown_situation'],
  [fresh('2023-07-02T08:00'), 'outside_plan'],
  [fresh('2025-01-01T08:00'), 'outside_plan'],
])('what is not there cannot be opened', async (situation, kind) => {
  expect(await lab.seasons.open(situation)).toEqual({ kind });
});

test('a script that cannot be played says at which line', async () => {
  const one = await lab.open(fresh('2023-07-25T08:00'));
  await used(one, async ({ season }) => {
    await expect(playLines(season, ['HAN', '@press Không có'], OFFICER)).rejects.toThrow('"@press Không có"');
    await expect(playLines(season, ['@as nobody@nowhere'], OFFICER)).rejects.toThrow('nobody@nowhere');
  });
});

test('databases that a killed process left are dropped by the next, those of a living one are not', async () => {
  const { url } = inject('postgres');
  const admin = connect({ url, max: 1 });
  const names = async (): Promise<string[]> => {
    const rows = await admin.db.execute<{ name: string }>(
      "select datname as name from pg_database where datname ~ '^dondoc_lab_'",
    );
    return rows.map(({ name }) => name);
  };
  const living = await names();
  await admin.db.execute('create database dondoc_lab_7_1');
  const next = await openScratchDatabases(url);
  const made = new URL(await next.create()).pathname.slice(1);
  expect(await names()).not.toContain('dondoc_lab_7_1');
  expect(await names()).toEqual(expect.arrayContaining([...living, made]));
  await next.close();
  expect(await names()).not.toContain(made);
  await admin.close();
});

test('a lab that was given another database of the server leaves those of a living one alone', async () => {
  const { url } = inject('postgres');
  const first = await openScratchDatabases(url);
  const made = await first.create();
  const second = await openScratchDatabases(withDatabase(url, 'template1'));
  const { db, close } = connect({ url: made, max: 1 });
  expect(await db.execute('select 1 as there')).toHaveLength(1);
  await close();
  await second.close();
  await first.close();
});
