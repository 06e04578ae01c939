import { html } from 'hono/html';
import { guideTexts } from '../conversations/texts-guides.ts';
import { labTexts as texts } from './texts.ts';

export type Html = ReturnType<typeof html>;

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface PageFrame {
  title: string;
  theme: Theme;
  /** Path and query of this page, for forms that lead back to it. */
  here: string;
  /** Appended to the addresses of style and script, so that a new version is fetched. */
  version: string;
  /** Attributes of the body that the script of the page reads. */
  data?: Record<string, string>;
  main: Html;
}

/** A whole document. Everything in it that somebody typed has been escaped by `html`. */
export function page({ title, theme, here, version, data = {}, main }: PageFrame): Html {
  const attributes = Object.entries(data).map(([name, value]) => html` data-${name}="${value}"`);
  return html`<!doctype html>
    <html lang="vi" data-theme="${theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} – ${texts.name}</title>
        <link rel="icon" href="/lab/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/lab/lab.css?v=${version}" />
        <script src="/lab/lab.js?v=${version}" defer></script>
      </head>
      <body ${attributes}>
        <a class="skip" href="#noi-dung">${texts.skip}</a>
        <header class="top">
          <a class="brand" href="/"><span class="mark" aria-hidden="true">TL</span>${texts.name}</a>
          <span class="trial">${texts.trial}</span>
          <a class="to-guides" href="/huong-dan">${guideTexts.title}</a>
          <form class="theme" method="post" action="/giao-dien">
            <input type="hidden" name="ve" value="${here}" />
            <label for="giao-dien">${texts.theme.label}</label>
            <select id="giao-dien" name="giao-dien">
              ${THEMES.map(
                (one) =>
                  html`<option value="${one}" ${one === theme ? 'selected' : ''}>
                    ${texts.theme[one]}
                  </option>`,
              )}
            </select>
            <button class="quiet">${texts.theme.set}</button>
          </form>
        </header>
        <div class="away" role="alert" hidden></div>
        <main id="noi-dung" tabindex="-1">${main}</main>
      </body>
    </html>`;
}

/** A sentence and a way on, where something cannot be shown; `form` is what was filled in, to be put right. */
export const wrongMain = (sentence: string, again?: { href: string; label: string }, form?: Html): Html =>
  html`<section class="card narrow">
    <h1>${texts.wrong.title}</h1>
    <p>${sentence}</p>
    ${form}
    <p class="actions">
      ${again && html`<a class="button" href="${again.href}">${again.label}</a>`}
      <a class="button quiet" href="/">${texts.wrong.home}</a>
    </p>
  </section>`;
