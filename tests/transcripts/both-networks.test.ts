import { eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { castRehearsal } from '../../src/lab/cast.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { parseMoment } from '../../src/domain/office-time.ts';
import { languages } from '../support/languages.ts';
import { createWorld, type World } from '../../src/jobs/world.ts';
import { createServices, createTransact } from '../../src/services/services.ts';
import { account, person } from '../../src/store/schema.ts';
import { openTelegram } from '../channels/telegram-rig.ts';
import { openZalo } from '../channels/zalo-rig.ts';
import { freshDatabase } from '../support/database.ts';
import { testDesk } from '../support/desk.ts';
import { GROUPS, pastedSeason, plan } from '../support/pasted-season.ts';
import { at, calendar, testEnvironment } from '../support/plans.ts';
import { telegramPerson } from '../support/telegram-person.ts';
import { zaloPerson } from '../support/zalo-person.ts';

const START = at('2023-07-10', '06:30');

/** What one person saw, whatever the network made of it. */
interface Seen {
  at: string;
  text: string;
  choices: readonly string[];
}

/** What those who have no buttons are told to write, and the buttons others have for it. */
const HINT = 'Soạn BỎ QUA, LÙI, XEM, DỪNG khi cần.';
const OF_HINT = ['Bỏ qua', 'Lùi', 'Xem', 'Dừng, nhập tiếp sau'];
/** A button shows only so much of a label. */
const SHOWN_OF_LABEL = 60;

function withoutRendering(text: string): string {
  return text.replace(HINT, '').replace(/\s+/g, ' ').trim();
}

/** The season over both fakes at once: people of even numbers on one network, of odd ones on the other. */
async function playOverBoth(evenOn: 'telegram' | 'zalo') {
  const { db } = await freshDatabase();
  const env = testEnvironment();
  const services = createServices(db, env);
  await services.registry.load(plan, START);
  await castRehearsal(services, plan, START);
  const [row] = await services.registry.plans();
  await services.registry.issue(
    { planId: row!.id, number: '1200/QĐ-UBND', issuedOn: '2023-07-05', personId: null },
    START,
  );
  await services.time.start('tick', START);
  // Asked the same way everywhere: how many questions a message holds is a person's own setting.
  await db.update(person).set({ preferences: { style: 'batch' } });

  const telegram = await openTelegram({ webhookSecret: 'secret' });
  const zalo = await openZalo();
  onTestFinished(() => Promise.all([telegram.close(), zalo.close()]).then(() => undefined));
  const seen = new Map<string, Seen[]>();
  const nameOf = new Map<string, { bot: string; chatId: string }>();
  const whoIs = new Map<string, string>();
  for (const [index, one] of (await db.select().from(account).orderBy(account.id)).entries()) {
    const isOnTelegram = (index % 2 === 0) === (evenOn === 'telegram');
    const chat = isOnTelegram
      ? { bot: 'telegram', chatId: String(1000 + index) }
      : { bot: 'zalo', chatId: `chat-${index.toString(16)}` };
    await db.update(account).set(chat).where(eq(account.id, one.id));
    nameOf.set(one.chatId, chat);
    whoIs.set(chat.chatId, one.chatId);
    seen.set(one.chatId, []);
  }

  const watched = (channel: Channel, taken: () => string[]): Channel => ({
    ...channel,
    send: async (chatId, outgoing) => {
      const before = taken().length;
      const outcome = await channel.send(chatId, outgoing);
      const lines = taken().slice(before).join('\n').split('\n');
      const count = channel.hasButtons ? 0 : outgoing.choices.length;
      const text = lines.slice(0, lines.length - count).join('\n');
      const choices = channel.hasButtons
        ? telegram.server.buttons(chatId)
        : text.includes(HINT)
          ? OF_HINT
          : lines.slice(lines.length - count).map((line) => line.replace(/^\d+\. /, ''));
      seen.get(whoIs.get(chatId)!)!.push({
        at: world.now().toISOString(),
        text: withoutRendering(text),
        choices: choices.map((label) => label.slice(0, SHOWN_OF_LABEL)),
      });
      return outcome;
    },
  });
  const world: World = createWorld(
    {
      transact: createTransact(db, env),
      calendar,
      understanding: createUnderstanding(languages),
      ...testDesk,
      channels: [
        watched(telegram.channel, () => telegram.server.messages.map(({ text }) => text)),
        watched(zalo.channel, () => zalo.server.messages.map(({ text }) => text)),
      ],
      log: pino({ level: 'error' }),
      randomId: () => env.randomHex(8),
      describeError: String,
    },
    START,
  );

  /** A person at the phone: presses a button where there is one, otherwise types. */
  async function say({ bot, chatId }: { bot: string; chatId: string }, text: string): Promise<void> {
    const { channel, update } =
      bot === 'telegram'
        ? { channel: telegram.channel, update: onTelegram(chatId, text) }
        : { channel: zalo.channel, update: { ok: true, result: zaloPerson(chatId).says(text) } };
    for (const { content } of channel.webhook?.parse(update) ?? []) await world.say({ bot, chatId }, content);
  }

  function onTelegram(chatId: string, text: string) {
    const someone = telegramPerson(Number(chatId));
    const last = telegram.server.messages.findLast(({ chat_id }) => String(chat_id) === chatId);
    const label = /^\d+$/.test(text) ? telegram.server.buttons(chatId)[Number(text) - 1] : undefined;
    return {
      update_id: telegram.server.messages.length + 1,
      ...(label === undefined ? someone.says(text) : someone.presses(last, label)),
    };
  }

  let speaker = nameOf.get('coordinator@Sở Nội vụ')!;
  for (const line of [...pastedSeason(), '@at 2023-11-03T23:00']) {
    const [, command, rest = ''] = /^@(at|as) (.*)$/.exec(line) ?? [];
    if (command === 'at') await world.moveTo(parseMoment(rest)!);
    else if (command === 'as') speaker = nameOf.get(rest)!;
    else await say(speaker, line.replaceAll('\\n', '\n'));
  }
  const [left] = await db.execute<{ open: number }>(
    sql`select count(*)::int as open from message where state in ('ready', 'sending', 'dead')`,
  );
  return { seen, open: left!.open };
}

describe('the season of Bình Phước over Zalo and Telegram at once', { timeout: 300_000 }, () => {
  test('everybody is told the same, at the same moments, whichever of the two they are on', async () => {
    const one = await playOverBoth('telegram');
    const other = await playOverBoth('zalo');
    expect([one.open, other.open]).toEqual([0, 0]);
    expect([...one.seen.keys()]).toEqual([...other.seen.keys()]);
    for (const [who, messages] of one.seen)
      expect({ who, messages }).toEqual({ who, messages: other.seen.get(who) });
    const receipts = [...one.seen].filter(([, messages]) =>
      messages.some(({ text }) => text.includes('Kết quả: ĐÚNG HẠN')),
    );
    expect(receipts.map(([who]) => who).sort()).toEqual(
      GROUPS.flatMap(({ names }) => names.map((name) => `focal@${name}`)).sort(),
    );
  });
});
