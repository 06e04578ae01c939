import { html } from 'hono/html';
import { shortDay } from '../conversations/format.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Plan } from '../domain/plan.ts';
import { guideLinks, type Guide } from '../guides.ts';
import type { Html } from './page.ts';
import { situationOf, type Prepared } from './prepared.ts';
import { situationFields } from './page-link.ts';
import { labTexts } from './texts.ts';

const texts = labTexts.home;

export interface HomeParts {
  prepared: readonly Prepared[];
  plans: readonly Plan[];
  guides: readonly Guide[];
  firstMorning: (plan: Plan) => Date;
}

/** Where a newcomer starts: one situation before all others. */
export function homeMain({ prepared, plans, guides, firstMorning }: HomeParts): Html {
  const [first, ...others] = prepared;
  return html`<div class="home">
    <section class="intro">
      <h1>${texts.title}</h1>
      <p>${texts.lead}</p>
    </section>
    ${
      first &&
      html`<section class="card first" aria-labelledby="dau-tien">
        <h2 id="dau-tien">${texts.first}</h2>
        <h3>${first.title}</h3>
        <p>${first.about}</p>
        <ol>
          ${first.steps.map(({ title }) => html`<li>${title}</li>`)}
        </ol>
        ${beginForm(first, 'big')}
      </section>`
    }
    <section aria-labelledby="khac">
      <h2 id="khac">${texts.others}</h2>
      <div class="cards">
        ${others.map(
          (one) =>
            html`<article class="card">
              <h3>${one.title}</h3>
              <p>${one.about}</p>
              ${beginForm(one, '')}
            </article>`,
        )}
      </div>
    </section>
    <section class="card" aria-labelledby="tu-chon">
      <h2 id="tu-chon">${texts.own}</h2>
      ${ownForm({ plans, firstMorning })}
    </section>
    <section aria-labelledby="huong-dan">
      <h2 id="huong-dan">${texts.guides}</h2>
      ${guideLinks(guides)}
    </section>
  </div>`;
}

const beginForm = (prepared: Prepared, size: string): Html =>
  html`<form method="post" action="/phien">
    ${situationFields(situationOf(prepared))}
    <button class="${size}" aria-label="${texts.beginNamed(prepared.title)}">${texts.begin}</button>
  </form>`;

export interface OwnFormParts extends Pick<HomeParts, 'plans' | 'firstMorning'> {
  /** What was filled in before. */
  plan?: string;
  day?: string;
  hour?: string;
}

/** Any plan, at any moment of it. */
export function ownForm({ plans, firstMorning, plan, day = '', hour = '08:00' }: OwnFormParts): Html {
  const named = (one: Plan): string =>
    texts.ownPlan(one.jurisdiction.name, one.year, shortDay(dayOf(firstMorning(one))), one.document.title);
  return html`<form class="own" method="post" action="/phien">
      <label>
        ${texts.plan}
        <select name="ke-hoach">
          ${plans.map(
            (one) =>
              html`<option value="${one.key}" ${one.key === plan ? 'selected' : ''}>${named(one)}</option>`,
          )}
        </select>
      </label>
      <label>
        ${texts.day} <input type="date" name="ngay" min="2018-01-01" max="2027-12-31" value="${day}" />
      </label>
      <label>${texts.hour} <input type="time" name="gio" value="${hour}" required /></label>
      <button>${texts.open}</button>
    </form>
    <p class="hint">${texts.ownHint}</p>`;
}
