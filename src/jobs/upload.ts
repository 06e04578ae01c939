import type { Action, Context, OpenedFile } from '../conversations/context.ts';
import { readCursor } from '../conversations/cursor.ts';
import { settle } from '../conversations/engine.ts';
import { draftToFill } from '../conversations/form-draft.ts';
import { takeSpreadsheet } from '../conversations/workbook-back.ts';
import { uploadTexts } from '../conversations/texts-upload.ts';
import { workbookTexts } from '../conversations/texts-workbooks.ts';
import type { Services } from '../services/services.ts';
import { bodyOf, contextOf, type Body, type HandlerParts } from './handle.ts';

/** Whose workbook of which report comes in beside the chat. */
export interface Uploader {
  person: number;
  report: number;
}

export interface UploadResult {
  text: string;
  files: Body['files'];
}

/** What can be chosen in the chat alone. */
const ASKED = new Set<Action['do']>(['workbook.prefer', 'workbook.drop_lines']);

type Parts = Pick<HandlerParts, 'transact' | 'calendar' | 'understanding' | 'makeDesk'>;

/** What a link to upload is for; undefined where the report is out of the person's reach now, or they are cut off. */
export function describeUpload(
  parts: Parts,
  { person, report }: Uploader,
  now: Date,
): Promise<{ title: string; unitName: string } | undefined> {
  return parts.transact(async (services) => {
    if (await isCutOff(services, person)) return undefined;
    const draft = await draftToFill(await uploading(parts, services, person, now), report);
    return draft?.hasForm ? draft.report : undefined;
  });
}

/** Takes a workbook as if it had come in the chat, and says so there too. */
export function takeUpload(
  parts: Parts,
  { person, report }: Uploader,
  file: { name: string; opened: OpenedFile },
  now: Date,
): Promise<UploadResult> {
  return parts.transact(async (services) => {
    await services.people.lock(person);
    if (await isCutOff(services, person)) return { text: uploadTexts.none, files: [] };
    const context = { ...(await uploading(parts, services, person, now)), opened: file.opened };
    if (file.opened.kind === 'form' && file.opened.form.identity.report !== report)
      return { text: workbookTexts.otherReport, files: [] };
    const step = await takeSpreadsheet(context, file.name);
    const [reply] = step?.replies ?? [];
    if (!step || !reply) return { text: workbookTexts.foreign, files: [] };
    const account = (await services.people.accounts(person)).find(({ state }) => state === 'active');
    // What was not taken changes nothing in the chat either.
    if (account && step.place) {
      const turn = settle(readCursor(await services.inbox.readCursor(person)), step);
      await services.inbox.writeCursor(person, turn.cursor, now);
      const { bot, chatId } = account;
      const replies = turn.replies.map((one) => ({
        kind: one.kind ?? ('reply' as const),
        body: bodyOf(one, turn.cursor.revision),
      }));
      await services.messages.reply({ bot, chatId, personId: person }, replies, now);
    }
    const isAsked = reply.offers?.some(({ action }) => ASKED.has(action.do)) === true;
    const text = isAsked && account ? `${reply.text}\n${uploadTexts.chooseInChat}` : reply.text;
    return { text, files: reply.files ?? [] };
  });
}

/** Who has handed over, or taken consent back, since the link was given. */
async function isCutOff(services: Services, person: number): Promise<boolean> {
  const accounts = await services.people.accounts(person);
  return accounts.every(({ state }) => state === 'cut');
}

const uploading = (parts: Parts, services: Services, person: number, now: Date): Promise<Context> =>
  contextOf(parts, services, { person, bot: '', hasButtons: false, sentAt: now, now });
