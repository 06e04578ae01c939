import type { Message, Update } from 'grammy/types';
import type { SentMessage } from './telegram-server.ts';

/** Saturday 29/7/2023, 09:00 in the office, in Unix seconds. */
export const NINE_O_CLOCK = Date.UTC(2023, 6, 29, 2) / 1000;

type MessageUpdate = Pick<Update, 'message'>;
let lastMessage = 0;

/** Somebody who writes to the bot in a private chat. */
export function telegramPerson(id: number) {
  const from = { id, is_bot: false, first_name: 'Người dùng' };
  const chat = { id, type: 'private' as const, first_name: 'Người dùng' };
  const sends = (content: Partial<Message>): MessageUpdate =>
    ({ message: { message_id: ++lastMessage, date: NINE_O_CLOCK, from, chat, ...content } }) as MessageUpdate;
  const membership = (status: 'member' | 'kicked', before: 'member' | 'kicked') => ({
    my_chat_member: {
      chat,
      from,
      date: NINE_O_CLOCK,
      old_chat_member: { status: before, user: from },
      new_chat_member: { status, user: from },
    } as NonNullable<Update['my_chat_member']>,
  });
  return {
    id,
    from,
    chat,
    sends,
    says: (text: string): MessageUpdate => sends({ text }),
    blocks: () => membership('kicked', 'member'),
    unblocks: () => membership('member', 'kicked'),
    /** Presses whatever a button of the chat carries; a client of one's own may send any data. */
    pressesData: (data: string | undefined, press = `press-${++lastMessage}`) => ({
      callback_query: {
        id: press,
        from,
        chat_instance: '1',
        message: { message_id: 1, date: 0, chat },
        ...(data !== undefined && { data }),
      } as NonNullable<Update['callback_query']>,
    }),
    /** Presses the button of this label under a message that came. */
    presses(message: SentMessage | undefined, label: string) {
      const button = message?.reply_markup?.inline_keyboard.flat().find(({ text }) => text === label);
      if (!button) throw new Error(`no button "${label}"`);
      return this.pressesData(button.callback_data);
    },
  };
}
