import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { OfficeCalendar } from '../domain/calendar.ts';
import { addDays } from '../domain/day.ts';
import { dayOf, hourOf, parseMoment } from '../domain/office-time.ts';
import type { Plan } from '../domain/plan.ts';
import { shortDay } from '../conversations/format.ts';
import { guideTexts } from '../conversations/texts-guides.ts';
import { guideMain, guidesMain, loadGuides } from '../guides.ts';
import type { Logger } from '../logger.ts';
import { loadAssets, type Asset } from './assets.ts';
import { castMember } from './cast.ts';
import { formQuery, wayBack } from './form-query.ts';
import { createGuard } from './guard.ts';
import { holderRoute } from './holder-route.ts';
import { homeMain, ownForm } from './page-home.ts';
import { linkMain } from './page-link.ts';
import { page, THEMES, wrongMain, type Html, type Theme } from './page.ts';
import { firstMorning } from './rehearsal.ts';
import { leaveNotice, seasonRoutes, type SeasonApp, type WrongStatus } from './season-routes.ts';
import { hereOf, phonesIn } from './season-view.ts';
import type { NotOpened, Seasons } from './seasons.ts';
import { endOfTime } from './season.ts';
import { readSituation, situationQuery } from './situation.ts';
import { labTexts } from './texts.ts';

/** A file, with room for the form around it. */
const MAX_FILE_MB = 5;
const MAX_BODY = MAX_FILE_MB * 1024 * 1024 + 64 * 1024;
const YEAR_S = 365 * 24 * 3600;

export interface LabAppParts {
  seasons: Seasons;
  calendar: OfficeCalendar;
  publicUrl: string | undefined;
  log: Logger;
}

type Env = { Bindings: HttpBindings };

const STATUS = {
  unknown_plan: 404,
  unknown_situation: 404,
  outside_plan: 404,
  full: 503,
} as const satisfies Record<NotOpened['kind'], number>;

/** The trial page: everything it answers to. */
export function createLabApp({ seasons, calendar, publicUrl, log }: LabAppParts): Hono<Env> {
  const app = new Hono<Env>();
  const guides = loadGuides();
  const assets = loadAssets();
  const version = assets.version;

  const morningOf = (plan: Plan): Date => firstMorning(plan, calendar);
  const frame = (context: Context<Env>, title: string, main: Html, data?: Record<string, string>): Html => {
    const url = new URL(context.req.url);
    return page({
      title,
      main,
      theme: themeOf(context),
      here: `${url.pathname}${url.search}`,
      version,
      ...(data && { data }),
    });
  };
  const wrong = (context: Context<Env>, status: WrongStatus, sentence: string, shown?: string) => {
    const again = againFrom(new URL(shown ?? '', context.req.url));
    const main = wrongMain(
      sentence,
      again === undefined ? undefined : { href: again, label: labTexts.wrong.again },
    );
    return context.html(frame(context, labTexts.wrong.title, main), status);
  };

  app.use(async (context, next) => {
    await next();
    // An unread body would be taken for the next request.
    if (!context.env.incoming.complete) context.env.outgoing.setHeader('connection', 'close');
  });
  app.use(
    createGuard({
      publicUrl,
      refuse: (why) =>
        new Response(labTexts.wrong[why], {
          status: 403,
          headers: { 'content-type': 'text/plain; charset=utf-8' },
        }),
    }),
  );
  // A browser says how much it sends, and the server holds everybody to what was said.
  app.use(async (context, next) => {
    const refused = faultOfLength(context);
    if (!refused) return next();
    const [status, sentence] = refused;
    return context.req.header('accept') === 'application/json'
      ? context.json({ wrong: sentence }, status)
      : wrong(context, status, sentence);
  });
  app.notFound((context) => wrong(context, 404, labTexts.wrong.not_found));
  app.onError((error, context) => {
    log.error({ err: error, path: context.req.path.split('/', 2).join('/') }, 'a request failed');
    return wrong(context, 500, labTexts.wrong.failed);
  });

  for (const [path, asset] of assets.files) app.get(path, (context) => serveAsset(context, asset));

  app.get('/health', (context) => context.json({ ok: true, seasons: seasons.count() }));

  app.get('/', (context) => {
    const { prepared, plans } = seasons;
    const main = homeMain({ prepared, plans, guides, firstMorning: morningOf });
    return context.html(frame(context, labTexts.home.title, main));
  });

  app.get('/tinh-huong', (context) => {
    const situation = readSituation(new URL(context.req.url).searchParams);
    if (!situation) return wrong(context, 404, labTexts.wrong.bad_link);
    const known = seasons.examine(situation);
    if ('kind' in known) return wrong(context, STATUS[known.kind], labTexts.wrong[known.kind]);
    return context.html(frame(context, labTexts.link.title, linkMain(situation, known)));
  });

  /** A moment that cannot be opened is filled in once more, beside why. */
  const ownAgain = (context: Context<Env>, asked: URLSearchParams, sentence: string) => {
    const filled = {
      plan: asked.get('ke-hoach') ?? '',
      day: asked.get('ngay') ?? '',
      hour: asked.get('gio') ?? '',
    };
    const form = ownForm({ plans: seasons.plans, firstMorning: morningOf, ...filled });
    return context.html(frame(context, labTexts.wrong.title, wrongMain(sentence, undefined, form)), 400);
  };
  const outside = (plan: Plan): string => {
    const first = morningOf(plan);
    const last = addDays(dayOf(endOfTime(plan.year)), -1);
    return labTexts.home.ownOutside(`${hourOf(first)} ngày ${shortDay(dayOf(first))}`, shortDay(last));
  };

  app.post('/phien', async (context) => {
    const asked = formQuery(await context.req.parseBody({ all: true }));
    const plan = seasons.plans.find(({ key }) => key === asked.get('ke-hoach'));
    // The form for a plan of one's own has a day and an hour instead of a moment.
    if (!asked.has('luc') && plan) {
      const day = asked.get('ngay') ?? '';
      const moment = parseMoment(`${day}T${asked.get('gio') ?? ''}`);
      if (day !== '' && !moment) return ownAgain(context, asked, labTexts.home.ownUnclear);
      const at = moment ?? morningOf(plan);
      if (at < morningOf(plan) || at >= endOfTime(plan.year)) return ownAgain(context, asked, outside(plan));
      const query = situationQuery({ plan: plan.key, at, from: null, prepared: null, phones: [] });
      for (const [name, value] of new URLSearchParams(query)) asked.set(name, value);
    }
    const situation = readSituation(asked);
    if (!situation) return wrong(context, 400, labTexts.wrong.bad_link);
    const opened = await seasons.open(situation);
    if ('kind' in opened) return wrong(context, STATUS[opened.kind], labTexts.wrong[opened.kind]);
    if (situation.phones.some(({ who }) => !castMember(opened.season.cast, who)))
      leaveNotice(context, opened, labTexts.wrong.unknown_people);
    return context.redirect(hereOf({ one: opened, phones: phonesIn(opened, new URLSearchParams()) }), 303);
  });

  app.post('/giao-dien', async (context) => {
    const form = formQuery(await context.req.parseBody());
    const theme = THEMES.find((one) => one === form.get('giao-dien')) ?? 'auto';
    setCookie(context, 'giao-dien', theme, { path: '/', maxAge: YEAR_S, sameSite: 'Lax', httpOnly: true });
    return context.redirect(wayBack(form.get('ve')), 303);
  });

  app.get('/huong-dan', (context) => context.html(frame(context, guideTexts.title, guidesMain(guides))));
  app.get('/huong-dan/:key', (context) => {
    const guide = guides.find(({ key }) => key === context.req.param('key'));
    if (!guide) return wrong(context, 404, labTexts.wrong.not_found);
    return context.html(frame(context, guide.title, guideMain(guide, guides)));
  });

  const seasonApp: SeasonApp = { seasons, calendar, frame, wrong, maxFileMb: MAX_FILE_MB };
  seasonRoutes(app, seasonApp);
  holderRoute(app, seasonApp);
  return app;
}

/** Why a body is not read. */
function faultOfLength({ req }: Context<Env>): [status: 411 | 413, sentence: string] | undefined {
  if (req.method === 'POST' && req.header('transfer-encoding') !== undefined)
    return [411, labTexts.wrong.bad_request];
  if (Number(req.header('content-length') ?? 0) > MAX_BODY)
    return [413, labTexts.wrong.too_large(MAX_FILE_MB)];
  return undefined;
}

function themeOf(context: Context<Env>): Theme {
  const chosen = getCookie(context, 'giao-dien');
  return THEMES.find((one) => one === chosen) ?? 'auto';
}

/** A page that says it cannot be shown may know what it showed. */
function againFrom({ pathname, searchParams }: URL): string | undefined {
  // A link that led here would lead here again.
  const situation = pathname === '/tinh-huong' ? undefined : readSituation(searchParams);
  return situation && `/tinh-huong?${situationQuery(situation)}`;
}

function serveAsset(context: Context<Env>, { type, bytes, tag }: Asset): Response {
  const headers = { 'content-type': type, etag: tag, 'cache-control': 'no-cache' };
  if (context.req.header('if-none-match') === tag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(bytes), { headers });
}
