import { commandOf } from './commands.ts';
import type { Context } from './context.ts';
import { readCursor, type Action, type Cursor, type Offer, type Reply } from './cursor.ts';
import { settle, type Heard } from './engine.ts';
import { offerByNumber, offerByWords } from './offers.ts';
import { selfPart, type SelfAction } from './self-data.ts';

/** What a chat that was somebody's is answered, and where they stand now. */
export interface FormerTurn {
  cursor: Cursor;
  reply: Reply;
}

/**
 * A chat that was a person's until they were cut off: what is kept of them stays theirs to see, to have and to be erased.
 * Undefined for anything else that is said there: it is a stranger's.
 */
export async function answerFormer(
  context: Context,
  stored: unknown,
  heard: Heard,
): Promise<FormerTurn | undefined> {
  const cursor = readCursor(stored);
  const action = actionIn(cursor, heard);
  if (!action) return undefined;
  const step = await perform(context, action);
  const [reply] = step.replies;
  if (!reply) return undefined;
  const only = { ...reply, ...(reply.offers && { offers: reply.offers.filter(isOwn) }) };
  return { cursor: settle(cursor, { ...step, replies: [only] }).cursor, reply: only };
}

function actionIn(cursor: Cursor, heard: Heard): SelfAction | undefined {
  if (heard.kind === 'pressed')
    return heard.offer && heard.revision === cursor.revision ? ownOf(heard.offer.action) : undefined;
  if (heard.kind !== 'text') return undefined;
  const chosen = offerByWords(cursor.offered, heard.text) ?? offerByNumber(cursor.offered, heard.text);
  const action = chosen?.action ?? commandOf(heard.text);
  return action && ownOf(action);
}

/** "XOADULIEU" is here a wish of one's own; to leave all as it is shows what is kept. */
function ownOf(action: Action): SelfAction | undefined {
  if (action.do === 'erasure_wishes') return { do: 'wish_erasure' };
  if (action.do === 'cancel') return { do: 'my_data' };
  return action.do in selfPart.actions ? (action as SelfAction) : undefined;
}

const isOwn = ({ action }: Offer): boolean => ownOf(action) !== undefined;

function perform(context: Context, action: SelfAction): ReturnType<(typeof selfPart.actions)['my_data']> {
  const handler = selfPart.actions[action.do] as (
    context: Context,
    action: SelfAction,
  ) => ReturnType<(typeof selfPart.actions)['my_data']>;
  return handler(context, action);
}
