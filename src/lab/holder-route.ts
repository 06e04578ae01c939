import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { NETWORKS } from '../channels/terminal.ts';
import { formQuery } from './form-query.ts';
import type { SeasonApp } from './season-routes.ts';
import { hereOf } from './season-view.ts';
import { MOST_PHONES } from './situation.ts';
import { labTexts } from './texts.ts';

/** Lays one phone more on the page, or gives one to somebody else, on the network chosen. */
export function holderRoute(
  app: Hono<{ Bindings: HttpBindings }>,
  { seasons, wrong }: Pick<SeasonApp, 'seasons' | 'wrong'>,
): void {
  app.post('/phien/:id/giu-may', async (context) => {
    const one = seasons.find(context.req.param('id'));
    if (!one) return wrong(context, 404, labTexts.wrong.stale);
    seasons.touch(one);
    const { season } = one;
    const form = formQuery(await context.req.parseBody({ all: true }));
    const member = season.member(form.get('may') ?? '');
    if (!member) return wrong(context, 404, labTexts.wrong.nobody);
    const network = NETWORKS.find((known) => known === form.get('mang'));
    if (network) await season.takeUp(member.who, network);
    const held = form.getAll('dang-giu').filter((who) => season.member(who) !== undefined);
    const at = held.indexOf(form.get('thay') ?? '');
    const phones = at < 0 ? [...held, member.who] : held.with(at, member.who);
    return context.redirect(hereOf({ one, phones: [...new Set(phones)].slice(0, MOST_PHONES) }), 303);
  });
}
