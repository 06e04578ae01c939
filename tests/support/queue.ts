import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../src/store/connect.ts';
import { message } from '../../src/store/schema.ts';

/** `count` pieces of news for Telegram, worded already, one to a chat; their texts are `news 0`, `news 1`, …. */
export async function queueNews(db: Db, count: number, now: Date): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => ({
    bot: 'telegram',
    chatId: String(1_000_000 + i),
    kind: 'news' as const,
    priority: 3,
    key: `news:${i}`,
    body: { text: `news ${i}`, offers: [], files: [], revision: null },
    createdAt: now,
    notBefore: now,
    state: 'ready' as const,
    attempts: 0,
  }));
  for (let start = 0; start < rows.length; start += 1000)
    await db.insert(message).values(rows.slice(start, start + 1000));
}

export async function countOfState(db: Db, state: (typeof message.$inferSelect)['state']): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(message)
    .where(eq(message.state, state));
  return row!.count;
}

/** The texts on their way at this moment: claimed, and not known to have arrived. */
export async function textsOnTheWay(db: Db): Promise<string[]> {
  const rows = await db.select({ body: message.body }).from(message).where(eq(message.state, 'sending'));
  return rows.map(({ body }) => (body as { text: string }).text);
}

/** Every text that occurs more than once. */
export const doubled = (texts: readonly string[]): string[] => [
  ...new Set(texts.filter((text, index) => texts.indexOf(text) !== index)),
];
