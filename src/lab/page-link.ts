import { html } from 'hono/html';
import { momentInWords } from '../conversations/format.ts';
import type { Plan } from '../domain/plan.ts';
import type { Html } from './page.ts';
import { personWords } from './people-words.ts';
import type { Prepared } from './prepared.ts';
import { situationQuery, type Situation } from './situation.ts';
import { labTexts } from './texts.ts';

const texts = labTexts.link;

/** The plan as a list names it: whose, and of which year. */
export const planName = ({ jurisdiction, document, year }: Plan): string =>
  `${jurisdiction.name}, năm ${year}: ${document.title}`;

/** A situation as fields of a form. */
export const situationFields = (situation: Situation): Html =>
  html`${[...new URLSearchParams(situationQuery(situation))].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )}`;

/** What a link would open: nothing is opened by merely following it. */
export const linkMain = (
  situation: Situation,
  { plan, prepared }: { plan: Plan; prepared: Prepared | undefined },
): Html =>
  html`<section class="card narrow">
    <h1>${texts.title}</h1>
    <p>${texts.asked}</p>
    <dl>
      <dt>${texts.plan}</dt>
      <dd>${planName(plan)}</dd>
      ${
        prepared &&
        html`<dt>${texts.situation}</dt>
          <dd>${prepared.title}</dd>`
      }
      <dt>${texts.moment}</dt>
      <dd>${momentInWords(situation.at)}</dd>
      ${
        situation.phones.length > 0 &&
        html`<dt>${texts.people}</dt>
          ${situation.phones.map(({ who, network }) => {
            const { office, place } = personWords({ who, name: who }, plan.words);
            return html`<dd>${office}, ${place} (${labTexts.season.networks[network]})</dd>`;
          })}`
      }
    </dl>
    <form method="post" action="/phien">
      ${situationFields(situation)}
      <button class="big">${texts.open}</button>
    </form>
  </section>`;
