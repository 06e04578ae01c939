import type { Update } from 'grammy/types';
import { BOT } from './telegram-groups.ts';
import { NINE_O_CLOCK, type telegramPerson } from './telegram-person.ts';
import type { SentMessage } from './telegram-server.ts';

type Told = { message: NonNullable<Update['message']> };
type Person = ReturnType<typeof telegramPerson>;
let lastMessage = 5000;

/** A group with the bot in it. */
export function telegramGroup(id: number, title = 'Đoàn kiểm tra CCHC') {
  const chat = { id, type: id < -1e12 ? ('supergroup' as const) : ('group' as const), title };
  const said = (content: object): Told => ({
    message: { message_id: ++lastMessage, date: NINE_O_CLOCK, chat, ...content } as NonNullable<
      Update['message']
    >,
  });
  const membership = (
    by: Person,
    before: string,
    status: string,
  ): { my_chat_member: NonNullable<Update['my_chat_member']> } => ({
    my_chat_member: {
      chat,
      from: by.from,
      date: NINE_O_CLOCK,
      old_chat_member: { status: before, user: BOT },
      new_chat_member: { status, user: BOT },
    } as NonNullable<Update['my_chat_member']>,
  });
  return {
    id,
    chat,
    sends: (by: Person, content: object) => said({ from: by.from, ...content }),
    says: (by: Person, text: string) => said({ from: by.from, text }),
    /** In answer to a message of the bot. */
    answers: (by: Person, text: string) =>
      said({ from: by.from, text, reply_to_message: { message_id: 1, date: 1, chat, from: BOT } }),
    /** As the group itself, its administrator being hidden. */
    saysAnonymously: (text: string) =>
      said({
        from: { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' },
        sender_chat: chat,
        text,
      }),
    takesIn: (by: Person) => membership(by, 'left', 'member'),
    promotes: (by: Person) => membership(by, 'member', 'administrator'),
    putsOut: (by: Person) => membership(by, 'member', 'kicked'),
    /** Both ways in which Telegram tells that the group goes on as a supergroup. */
    becomes: (by: Person, to: number): [Told, Told] => [
      said({ from: by.from, migrate_to_chat_id: to }),
      {
        message: {
          message_id: 1,
          date: NINE_O_CLOCK,
          from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' },
          sender_chat: { id: to, type: 'supergroup', title },
          chat: { id: to, type: 'supergroup', title },
          migrate_from_chat_id: id,
        },
      },
    ],
    presses(by: Person, message: SentMessage | undefined, label: string) {
      const press = by.presses(message, label);
      return { callback_query: { ...press.callback_query, message: { message_id: 1, date: 0, chat } } } as {
        callback_query: NonNullable<Update['callback_query']>;
      };
    },
  };
}
