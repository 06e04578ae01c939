import { and, asc, eq, gt } from 'drizzle-orm';
import { pino } from 'pino';
import type { Content } from '../../src/conversations/message.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { languages } from './languages.ts';
import { handleNext, type Body } from '../../src/jobs/handle.ts';
import { createTransact } from '../../src/services/services.ts';
import { message } from '../../src/store/schema.ts';
import { calendar } from './plans.ts';
import { testDesk } from './desk.ts';
import type { openSeason } from './season.ts';

const understanding = createUnderstanding(languages);
let updates = 0;

export interface Answer {
  id: number;
  text: string;
  choices: string[];
  asksContact: boolean | undefined;
  personId: number | null;
}

/** A chat whose updates are stored and handled as the service does; answers are read from their rows. */
export function chatOf(
  { db, env }: Pick<Awaited<ReturnType<typeof openSeason>>, 'db' | 'env'>,
  chatId: string,
  bot = 'telegram',
) {
  const transact = createTransact(db, env);
  const store = (content: Content, now: Date) =>
    transact(({ inbox }) =>
      inbox.store({ bot, externalId: `${(updates += 1)}`, chatId, payload: content, sentAt: now }, now),
    );
  const handle = (now: Date, on = transact) =>
    handleNext(
      {
        transact: on,
        calendar,
        understanding,
        ...testDesk,
        hasButtons: () => bot.startsWith('telegram'),
        log: pino({ level: 'silent' }),
        describeError: (error) => {
          throw error;
        },
      },
      [bot],
      now,
    );
  const answersAfter = async (id: number): Promise<Answer[]> => {
    const rows = await db
      .select()
      .from(message)
      .where(and(eq(message.bot, bot), eq(message.chatId, chatId), gt(message.id, id)))
      .orderBy(asc(message.id));
    return rows.flatMap((row) => {
      const body = row.body as Body | null;
      if (!body) return [];
      const choices = body.offers.map(({ label }) => label);
      return { id: row.id, text: body.text, choices, asksContact: body.asksContact, personId: row.personId };
    });
  };
  const sends = async (content: Content, now: Date): Promise<Answer> => {
    const last = (await answersAfter(0)).at(-1)?.id ?? 0;
    await store(content, now);
    await handle(now);
    const answer = (await answersAfter(last)).at(0);
    if (!answer) throw new Error(`nothing was answered to ${JSON.stringify(content)}`);
    return answer;
  };
  return {
    bot,
    chatId,
    store,
    handle,
    sends,
    heard: () => answersAfter(0),
    says: (text: string, now: Date) => sends({ kind: 'text', text }, now),
    presses: (answer: Answer, label: string, now: Date) =>
      sends({ kind: 'press', message: answer.id, choice: answer.choices.indexOf(label) }, now),
  };
}
