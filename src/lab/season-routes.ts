import { readFile } from 'node:fs/promises';
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { NETWORKS } from '../channels/terminal.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import { SPEEDS } from './clock-runner.ts';
import { streamEvents } from './events.ts';
import { formQuery, wayBack } from './form-query.ts';
import type { Html } from './page.ts';
import { shellCommand } from './recording.ts';
import { SeasonRefusal } from './season.ts';
import { baseOf, clockOf, linkOf, phonesIn, seasonPage, sideOf, type View } from './season-view.ts';
import type { OpenSeason, Seasons } from './seasons.ts';
import { labTexts } from './texts.ts';
import { withPlainLineEnds } from './script.ts';
import { pictureType, plainName } from './upload.ts';

type Env = { Bindings: HttpBindings };
type Answer = Response | Promise<Response>;

export type WrongStatus = 400 | 403 | 404 | 411 | 413 | 500 | 503;

export interface SeasonApp {
  seasons: Seasons;
  calendar: OfficeCalendar;
  frame: (context: Context<Env>, title: string, main: Html, data?: Record<string, string>) => Html;
  /** `page`: the address of the page that was shown, where it is not the one asked for. */
  wrong: (context: Context<Env>, status: WrongStatus, sentence: string, page?: string) => Answer;
  maxFileMb: number;
}

/** Something that cannot be done as asked, and the sentence that says so. */
class Wrong extends Error {
  override name = 'Wrong';
}

/** Said once on the page a form leads back to. */
const NOTICE = 'bao';
/** More than anybody writes, and more than is pasted from a report. */
const LONGEST_TEXT = 30_000;

export const leaveNotice = (context: Context<Env>, one: OpenSeason, sentence: string): void =>
  setCookie(context, NOTICE, sentence, { path: baseOf(one), maxAge: 60, httpOnly: true });

export function seasonRoutes(
  app: Hono<Env>,
  { seasons, calendar, frame, wrong, maxFileMb }: SeasonApp,
): void {
  const found = (context: Context<Env>): OpenSeason | undefined =>
    seasons.find(context.req.param('id') ?? '');
  const viewOf = (context: Context<Env>, one: OpenSeason): View => {
    const url = new URL(context.req.url);
    const proto = context.req.header('x-forwarded-proto') === 'https' ? 'https:' : url.protocol;
    const origin = `${proto}//${context.req.header('host') ?? url.host}`;
    return { one, phones: phonesIn(one, url.searchParams), origin };
  };
  const stale = (context: Context<Env>, form?: URLSearchParams): Answer =>
    wantsJson(context)
      ? context.json({ wrong: labTexts.wrong.stale, stale: true }, 404)
      : wrong(context, 404, labTexts.wrong.stale, form && wayBack(form.get('ve')));

  app.get('/phien/:id', async (context) => {
    const one = found(context);
    if (!one) return stale(context);
    seasons.touch(one);
    const notice = getCookie(context, NOTICE);
    if (notice !== undefined) setCookie(context, NOTICE, '', { path: baseOf(one), maxAge: 0 });
    const view = viewOf(context, one);
    const { main, seq } = await seasonPage(view, { calendar, notice: noticeOf(notice) });
    context.header('cache-control', 'no-store');
    const data = { base: baseOf(one), copy: String(one.copy), seq: String(seq), ...SAID_BY_SCRIPT };
    return context.html(frame(context, one.prepared?.title ?? one.plan.jurisdiction.name, main, data));
  });

  app.get('/phien/:id/su-kien', (context) => {
    // A stream without a body would be watched by nobody, for good.
    if (context.req.method === 'HEAD') return context.body(null, 405, { allow: 'GET' });
    const one = found(context);
    if (!one) return stale(context);
    const query = new URL(context.req.url).searchParams;
    const last = context.req.header('last-event-id') ?? query.get('sau') ?? '';
    const seq = /^\d{1,9}$/.test(last) ? Number(last) : one.season.lastSeq();
    return streamEvents(context, viewOf(context, one), { copy: Number(query.get('ban')), seq });
  });

  /** What stands beside the phones, for the script of the page. */
  app.get('/phien/:id/ben', async (context) => {
    const one = found(context);
    if (!one) return stale(context);
    const view = viewOf(context, one);
    const side = await sideOf(view, calendar);
    const parts = await Promise.all(
      Object.entries(side).map(async ([name, html]) => [name, html ? String(await html) : ''] as const),
    );
    // The script grows with everything that is said: who wants it asks for it.
    const answer = { parts: Object.fromEntries(parts), link: linkOf(view), clock: clockOf(one) };
    return context.json(answer, 200, { 'cache-control': 'no-store' });
  });

  app.get('/phien/:id/ban-ghi', (context) => {
    const one = found(context);
    if (!one) return stale(context);
    return context.body(shellCommand(one.season.script()), 200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="ban-ghi.sh"',
    });
  });

  app.get('/phien/:id/tep/:seq/:index?', async (context) => {
    const one = found(context);
    const { seq, index = '0' } = context.req.param();
    const file = one && (await fileOf(one, Number(seq), Number(index)));
    if (!file) return wrong(context, 404, labTexts.wrong.not_found);
    const type = pictureType(file.bytes);
    return context.body(Uint8Array.from(file.bytes), 200, {
      'content-type': type ?? 'application/octet-stream',
      'content-disposition': `${type ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'private, no-store',
    });
  });

  /** Does something in a season and leads back to its page; told to a script in a few words of JSON. */
  const does = (path: string, work: (one: OpenSeason, form: URLSearchParams, body: Body) => Promise<void>) =>
    app.post(`/phien/:id/${path}`, async (context) => {
      const body = await context.req.parseBody();
      const form = formQuery(body);
      const one = found(context);
      if (!one) return stale(context, form);
      seasons.touch(one);
      try {
        await onceByMark(one, path, form, body, () => work(one, form, body));
      } catch (error) {
        const sentence = sentenceOf(error);
        if (sentence === undefined) throw error;
        if (wantsJson(context)) return context.json({ wrong: sentence }, 409);
        // A browser that goes back from a page of its own has kept what was typed.
        if ((form.get('noi-dung') ?? '').length > LONGEST_TEXT) return wrong(context, 413, sentence);
        leaveNotice(context, one, sentence);
      }
      if (wantsJson(context)) return context.json({ ok: true });
      return context.redirect(wayBack(form.get('ve')), 303);
    });

  does('nhan', async ({ season }, form) => {
    const who = memberIn(season, form);
    const text = withPlainLineEnds(form.get('noi-dung') ?? '');
    if (text.trim() === '') throw new Wrong(labTexts.wrong.empty);
    if (text.length > LONGEST_TEXT) throw new Wrong(labTexts.wrong.too_long(LONGEST_TEXT));
    await season.say(who, text);
  });
  does('bam', async ({ season }, form) => {
    const who = memberIn(season, form);
    const [message, choice] = [wholeNumber(form, 'tin'), wholeNumber(form, 'chon')];
    if (!(await season.press(who, message, choice))) throw new Wrong(labTexts.wrong.past_button);
  });
  does('tep', async ({ season }, form, body) => {
    const who = memberIn(season, form);
    const file = body['tep'];
    if (!(file instanceof File)) throw new Wrong(labTexts.wrong.bad_request);
    if (file.size === 0)
      throw new Wrong(file.name === '' ? labTexts.wrong.no_file : labTexts.wrong.empty_file);
    if (file.size > maxFileMb * 1024 * 1024) throw new Wrong(labTexts.wrong.too_large(maxFileMb));
    const bytes = new Uint8Array(await file.arrayBuffer());
    await season.sendFile(who, plainName(file.name), pictureType(bytes), bytes);
  });
  does('mang', async ({ season }, form) => {
    const network = NETWORKS.find((one) => one === form.get('mang'));
    if (!network) throw new Wrong(labTexts.wrong.bad_request);
    await season.takeUp(memberIn(season, form), network);
  });
  does('dong-ho', async ({ season, clock }, form) => {
    switch (form.get('viec')) {
      case 'su-kien':
        if ((await season.nextMessage()) === 0) throw new Wrong(labTexts.wrong.silent);
        return;
      case 'ngay':
        await season.nextDay();
        return;
      case 'chay': {
        const speed = SPEEDS.find((one) => String(one) === form.get('toc-do'));
        if (speed === undefined) throw new Wrong(labTexts.wrong.bad_request);
        clock.run(speed);
        return;
      }
      case 'dung':
        clock.stop();
        return;
      default:
        throw new Wrong(labTexts.wrong.bad_request);
    }
  });
  does('dat-lai', ({ id }) => seasons.reset(id));
}

/** A file that stands on a phone: uploaded, or sent by the bot. */
async function fileOf(
  { season }: OpenSeason,
  seq: number,
  index: number,
): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  const entry = season.entries().find((one) => one.seq === seq);
  if (entry?.kind === 'file') {
    const { name, path } = entry.upload;
    const bytes = path === null ? undefined : await readFile(path).catch(() => undefined);
    return bytes && { name, bytes };
  }
  const sent = entry?.kind === 'came' ? entry.message.files[index] : undefined;
  const kept = sent && (await season.transact(({ files }) => files.read(sent.id, season.now())));
  return sent && kept && { name: sent.name, bytes: kept.bytes };
}

type Body = Record<string, unknown>;

/** What the script of the page says itself, since nobody answers then. */
const SAID_BY_SCRIPT = {
  away: labTexts.away,
  back: labTexts.back,
  stale: labTexts.wrong.stale,
  crowded: labTexts.wrong.too_many_tabs,
  again: labTexts.wrong.again,
  copied: labTexts.share.copied,
};

const wantsJson = (context: Context<Env>): boolean => context.req.header('accept') === 'application/json';

function memberIn(season: OpenSeason['season'], form: URLSearchParams): string {
  const member = season.member(form.get('may') ?? '');
  if (!member) throw new Wrong(labTexts.wrong.nobody);
  return member.who;
}

/** A request whose answer was lost comes a second time with the same mark. */
function onceByMark(
  { season }: OpenSeason,
  path: string,
  form: URLSearchParams,
  body: Body,
  work: () => Promise<void>,
): Promise<void> {
  const mark = (form.get('dau') ?? '').slice(0, 40);
  if (mark === '') return work();
  const file = body['tep'] instanceof File ? body['tep'].name : '';
  const what = [form.get('may'), form.get('noi-dung'), form.get('viec'), file];
  return season.once(JSON.stringify([path, mark, ...what]), work);
}

function wholeNumber(form: URLSearchParams, name: string): number {
  const text = form.get(name) ?? '';
  if (!/^\d{1,9}$/.test(text)) throw new Wrong(labTexts.wrong.bad_request);
  return Number(text);
}

function sentenceOf(error: unknown): string | undefined {
  if (error instanceof Wrong) return error.message;
  return error instanceof SeasonRefusal ? labTexts.wrong[error.why] : undefined;
}

/** A cookie is anybody's to write: only sentences of ours are shown. */
function noticeOf(text: string | undefined): string | undefined {
  const ours = Object.values(labTexts.wrong).filter((one) => typeof one === 'string');
  return ours.find((one) => one === text);
}
