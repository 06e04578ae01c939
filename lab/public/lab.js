// What the pages do beyond forms and links: sends without loading again, and shows what happens as it happens.
const body = document.body;
document.documentElement.classList.add('scripted');

const theme = document.querySelector('.theme select');
theme?.addEventListener('change', () => theme.form.requestSubmit());

const away = document.querySelector('.away');
const { base, copy } = body.dataset;
/** The newest entry this page shows. */
let seq = Number(body.dataset.seq);

/** A server that has not answered by then hangs; files take their time. */
const SEND_MS = 55_000;
const ASK_MS = 10_000;
/** The server is heard every 20 seconds, if only that it is there. */
const SILENT_MS = 45_000;
/** Where the steps stand above the phones, the phone that answers one comes into sight. */
const narrow = matchMedia('(max-width: 78rem)');
let awaiting = false;

const newMark = () =>
  [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const say = (sentence) => (document.querySelector('[data-notice]').textContent = sentence ?? '');
const phoneOf = (who) => [...document.querySelectorAll('.phone')].find((one) => one.dataset.who === who);

/** Sends a form in the background; what could not be sent stays where it was typed. */
async function send(event) {
  const form = event.target;
  if (!form.matches('[data-live]')) return;
  event.preventDefault();
  const composer = form.matches('[data-composer]') ? form.querySelector('textarea') : undefined;
  const file = form.enctype === 'multipart/form-data';
  // Who types or sends files goes on; what is only pressed is pressed once.
  if (form.dataset.busy && !composer && !file) return;
  form.dataset.busy = 'yes';
  const data = new FormData(form, event.submitter);
  const mark = form.querySelector('[name=dau]');
  if (mark) mark.value = newMark();
  const typed = composer?.value;
  if (composer) {
    composer.value = '';
    fit(composer);
  }
  const giveBack = () => {
    if (!composer || composer.value !== '') return;
    composer.value = typed;
    fit(composer);
  };
  typing(data.get('may'), true);
  if (form.closest('.steps')) awaiting = narrow.matches;
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      signal: AbortSignal.timeout(SEND_MS),
      headers: { accept: 'application/json' },
      body: file ? data : new URLSearchParams(data),
    });
    const said = await answer.json().catch(() => ({}));
    if (said.stale) {
      giveBack();
      return stale();
    }
    if (!answer.ok) throw Object.assign(new Error(said.wrong), { sentence: said.wrong ?? body.dataset.away });
    say('');
    if (file) form.reset();
  } catch (error) {
    awaiting = false;
    say(error.sentence ?? body.dataset.away);
    // Sent once more with the same mark it counts once, should it have come after all.
    if (mark) mark.value = data.get('dau');
    giveBack();
  } finally {
    delete form.dataset.busy;
    typing(data.get('may'), false);
    composer?.focus({ preventScroll: true });
    later(0);
  }
}

function sendOnEnter(event) {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  if (!event.target.matches('[data-composer] textarea')) return;
  event.preventDefault();
  if (event.target.value.trim() !== '') event.target.form.requestSubmit();
}

function sendFile({ target }) {
  if (target.matches('[data-attach] input') && target.files.length > 0) target.form.requestSubmit();
}

function grow({ target }) {
  if (target.matches('[data-composer] textarea')) fit(target);
}
function fit(area) {
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight + 2, 144)}px`;
}

async function copyText({ target }) {
  const id = target.dataset?.copy;
  if (!id) return;
  const field = document.getElementById(id);
  if (id === 'ban-ghi') await refreshScript();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say(body.dataset.copied);
  } catch {
    // It is selected: Ctrl+C does it.
  }
}

function toEnd(log) {
  log.scrollTop = log.scrollHeight;
}

function typing(who, on) {
  const sign = phoneOf(who)?.querySelector('[data-typing] span');
  if (sign) sign.hidden = !on;
}

// Live

let source;
let retry;
let silence;
let connectedAt = 0;
let wasAway = false;

/** Connects, seldom where it does not last. */
function connect() {
  clearTimeout(retry);
  source?.close();
  const pause = connectedAt + 2000 - Date.now();
  if (pause > 0) {
    retry = setTimeout(connect, pause);
    return;
  }
  connectedAt = Date.now();
  const query = new URLSearchParams(location.search);
  query.set('ban', copy);
  query.set('sau', String(seq));
  source = new EventSource(`${base}/su-kien?${query}`);
  heard();
  for (const name of ['ping', 'entry', 'elsewhere', 'clock', 'typing']) source.addEventListener(name, heard);
  source.onopen = () => {
    if (!wasAway) return;
    wasAway = false;
    away.hidden = true;
    say(body.dataset.back);
    later(0);
  };
  source.onerror = () => {
    source.close();
    void whyAway();
  };
  source.addEventListener('entry', ({ data, lastEventId }) => {
    seq = Number(lastEventId);
    show(JSON.parse(data), seq);
  });
  source.addEventListener('elsewhere', ({ lastEventId }) => {
    seq = Number(lastEventId);
    later();
  });
  source.addEventListener('clock', ({ data }) => {
    showClock(JSON.parse(data));
    later();
  });
  source.addEventListener('typing', ({ data }) => {
    const { who, on } = JSON.parse(data);
    typing(who, on);
  });
  source.addEventListener('stale', () => location.reload());
  source.addEventListener('crowded', () => {
    source.close();
    clearTimeout(silence);
    wasAway = true;
    away.textContent = body.dataset.crowded;
    away.hidden = false;
  });
  source.addEventListener('closed', () => {
    source.close();
    retry = setTimeout(whyAway, 400);
  });
}

/** A connection on which nothing comes any more is dead, though nobody has closed it. */
function heard() {
  clearTimeout(silence);
  silence = setTimeout(() => {
    source.close();
    void whyAway();
  }, SILENT_MS);
}

const askSide = () =>
  fetch(`${base}/ben${location.search}`, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(ASK_MS),
  });

/** The server is away, or it is there and knows this season no more. */
async function whyAway() {
  clearTimeout(silence);
  try {
    const answer = await askSide();
    if (answer.status === 404) return stale();
    if (!answer.ok) throw new Error(String(answer.status));
    showSide(await answer.json());
    connect();
  } catch {
    wasAway = true;
    away.textContent = body.dataset.away;
    away.hidden = false;
    clearTimeout(retry);
    retry = setTimeout(whyAway, 2000);
  }
}

function stale() {
  clearTimeout(retry);
  clearTimeout(silence);
  source?.close();
  say('');
  const again = Object.assign(document.createElement('a'), {
    href: `/tinh-huong${location.search}`,
    textContent: body.dataset.again,
  });
  away.replaceChildren(`${body.dataset.stale} `, again);
  away.hidden = false;
}

/** A page nobody sees gives its connection back: a browser has few of them for one server. */
function watchWhileSeen() {
  clearTimeout(retry);
  if (document.hidden)
    retry = setTimeout(() => {
      source?.close();
      clearTimeout(silence);
    }, 30_000);
  else if (source?.readyState === EventSource.CLOSED) void whyAway();
}

function show({ who, kind, html }, number) {
  const phone = phoneOf(who);
  if (!phone || phone.querySelector(`[data-seq="${number}"]`)) return;
  if (awaiting && kind === 'came') {
    awaiting = false;
    phone.querySelector('.case').scrollIntoView({ block: 'nearest' });
  }
  // Buttons, colours and the composer change with the network.
  if (kind === 'network') return location.reload();
  const log = phone.querySelector('.log');
  const follows = isFollowing(log);
  log.querySelector('.empty')?.remove();
  const before = log.lastElementChild;
  log.insertAdjacentHTML('beforeend', html);
  if (follows) follow(log, kind, before?.nextElementSibling ?? log.firstElementChild);
  count(who, kind);
  later();
}

/** Where each phone was scrolled to last, from which message on, and when. */
const followed = new WeakMap();

/** Nobody has scrolled back to read something else. */
function isFollowing(log) {
  const { top = -1 } = followed.get(log) ?? {};
  const left = log.scrollHeight - log.scrollTop - log.clientHeight;
  return left < 160 || Math.abs(log.scrollTop - top) < 4;
}

/** Shows what came; an answer longer than the phone from its beginning. The page itself stays where it is. */
function follow(log, kind, first) {
  const last = followed.get(log);
  const goesOn = kind === 'came' && last?.from && Date.now() - last.at < 1500;
  const from = kind === 'came' ? (goesOn ? last.from : first) : null;
  toEnd(log);
  if (from) log.scrollTop = Math.min(log.scrollTop, from.offsetTop - 8);
  followed.set(log, { top: log.scrollTop, from, at: Date.now() });
}

function showClock({ hour, moment, speed }) {
  for (const one of document.querySelectorAll('[data-clock=hour]')) one.textContent = hour;
  for (const one of document.querySelectorAll('[data-clock=moment]')) one.textContent = moment;
  document.querySelector('[data-running]').hidden = speed === null;
  document.querySelector('[data-run]').hidden = speed !== null;
  document.querySelector('[data-stop]').hidden = speed === null;
}

// What stands beside the phones

let asked;
let last = 0;

/** Asks for what stands beside the phones, seldom while much happens. */
function later(ms = Math.max(250, last + 1500 - Date.now())) {
  clearTimeout(asked);
  asked = setTimeout(async () => {
    last = Date.now();
    try {
      const answer = await askSide();
      if (answer.ok) showSide(await answer.json());
    } catch {
      // Said by the live connection.
    }
  }, ms);
}

/** The script is asked for when it is wanted: it grows with everything that is said. */
async function refreshScript() {
  const field = document.getElementById('ban-ghi');
  const state = `${seq} ${document.querySelector('[data-clock=moment]').textContent}`;
  if (field.dataset.state === state) return;
  try {
    const answer = await fetch(`${base}/ban-ghi`, { signal: AbortSignal.timeout(ASK_MS) });
    if (!answer.ok) return;
    field.value = await answer.text();
    field.dataset.state = state;
  } catch {
    // Said by the live connection.
  }
}

function showSide({ clock, link, parts }) {
  showClock(clock);
  document.getElementById('duong-dan').value = link;
  for (const [name, html] of Object.entries(parts)) {
    const part = document.querySelector(`[data-part=${name}]`);
    if (!part || part.dataset.shown === html) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    // Nobody's selection is taken away.
    if (focused?.matches('input, textarea')) continue;
    part.innerHTML = html;
    part.dataset.shown = html;
    for (const button of part.querySelectorAll('[data-copy]')) button.hidden = false;
    if (focused?.dataset.key) {
      const same = part.querySelector(`[data-key="${focused.dataset.key}"]`);
      (same ?? part.querySelector('.next, .all-done'))?.focus({ preventScroll: true });
    }
  }
}

// Which phones have something nobody has seen

function watchUnread() {
  const seen = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        target.dataset.seen = isIntersecting ? 'yes' : '';
        if (isIntersecting) mark(target.dataset.who, 0);
      }
    },
    { threshold: 0.5 },
  );
  for (const phone of document.querySelectorAll('.phone')) seen.observe(phone);
}

function count(who, kind) {
  if (kind === 'came' && !phoneOf(who)?.dataset.seen) {
    const badge = badgeOf(who);
    mark(who, Number(badge?.dataset.count ?? 0) + 1);
  }
}
function mark(who, count) {
  const badge = badgeOf(who);
  if (!badge) return;
  badge.dataset.count = String(count);
  badge.hidden = count === 0;
  badge.textContent = `${String(count).padStart(2, '0')} tin chưa xem`;
}
function badgeOf(who) {
  return [...document.querySelectorAll('[data-tab]')]
    .find((one) => one.dataset.tab === who)
    ?.querySelector('b');
}

if (base) {
  for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false;
  const logs = document.querySelectorAll('.log');
  logs.forEach(toEnd);
  // Another face has other heights.
  void document.fonts.ready.then(() => logs.forEach(toEnd));
  document.addEventListener('submit', send);
  document.addEventListener('keydown', sendOnEnter);
  document.addEventListener('input', grow);
  document.addEventListener('change', sendFile);
  document.addEventListener('click', copyText);
  document.addEventListener('visibilitychange', watchWhileSeen);
  document.getElementById('ban-ghi').addEventListener('focus', refreshScript);
  document.getElementById('ban-ghi').addEventListener('pointerenter', refreshScript);
  watchUnread();
  connect();
}
