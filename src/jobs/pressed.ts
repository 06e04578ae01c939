import type { Services } from '../services/services.ts';

/** The message a pressed button hangs under, if it was said in this chat. */
export async function messageIn(
  services: Services,
  id: number,
  chat: { bot: string; chatId: string },
): Promise<{ personId: number | null; body: unknown } | undefined> {
  const row = await services.messages.find(id);
  const isHere = row?.bot === chat.bot && row.chatId === chat.chatId;
  return isHere ? { personId: row.personId, body: row.body } : undefined;
}
