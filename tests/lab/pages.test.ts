import { describe, expect, test } from 'vitest';
import { forecast } from '../../src/lab/forecast.ts';
import { hereOf } from '../../src/lab/season-view.ts';
import { fresh, openLab } from '../support/lab.ts';
import { calendar, planNamed } from '../support/plans.ts';

const lab = await openLab();
const OFFICER = 'focal@Sở Công Thương';
const LEAD = 'team_lead@Sở Nội vụ';
const AGAIN = 'Mở lại tình huống này';

/** A page, and the cookies it was given by what led to it. */
async function load(path: string, cookie = ''): Promise<{ status: number; body: string }> {
  const answer = await fetch(new URL(path, lab.url), { headers: { cookie } });
  return { status: answer.status, body: await answer.text() };
}
async function post(path: string, fields: readonly (readonly [string, string])[]) {
  const answer = await fetch(new URL(path, lab.url), {
    method: 'POST',
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
    redirect: 'manual',
  });
  return {
    status: answer.status,
    body: await answer.text(),
    next: answer.headers.get('location') ?? '',
    cookie: answer.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; '),
  };
}

describe('a link', () => {
  test.each([
    'ke-hoach=khong-co&luc=2023-07-28T08:00',
    'ke-hoach=binh-phuoc-2023&tinh-huong=khong-co&luc=2023-07-28T08:00',
    'ke-hoach=binh-phuoc-2023&luc=1999-01-01T08:00',
  ])('that leads nowhere is not offered once more: %s', async (query) => {
    const { status, body } = await load(`/tinh-huong?${query}`);
    expect(status).toBe(404);
    expect(body).not.toContain(AGAIN);
  });

  test('names people by office and unit', async () => {
    const query = `ke-hoach=binh-phuoc-2023&luc=2023-07-28T08:00&may=${encodeURIComponent(`zalo:${OFFICER}`)}`;
    const { body } = await load(`/tinh-huong?${query}`);
    expect(body).toContain('<dd>Cán bộ đầu mối, Sở Công Thương (Zalo)</dd>');
  });

  test('with somebody who is not there opens, and says so', async () => {
    const asked = [
      ['ke-hoach', 'binh-phuoc-2023'],
      ['luc', '2023-07-28T08:00'],
    ] as const;
    const wrong = await post('/phien', [...asked, ['may', 'zalo:focal@Sở Bịa']]);
    expect(wrong.status).toBe(303);
    expect((await load(wrong.next, wrong.cookie)).body).toContain('người không thuộc kế hoạch này');
    const right = await post('/phien', [...asked, ['may', `zalo:${OFFICER}`]]);
    expect((await load(right.next, right.cookie)).body).not.toContain('người không thuộc kế hoạch này');
  });
});

describe('a plan of one\u2019s own choice', () => {
  test('says of every plan when it begins', async () => {
    const { body } = await load('/');
    expect(body).toMatch(/<option value="binh-phuoc-2023" *>[^<]*năm 2023, từ 03\/7\/2023: /);
    expect(body).toMatch(/<option value="soc-trang-2021" *>[^<]*năm 2021, từ \d/);
  });

  test.each([
    ['2020-01-01', 'từ 08:00 ngày 03/7/2023 đến hết ngày 31/12/2024'],
    ['hôm nay', 'Ngày, giờ chưa đúng.'],
  ])('on %s: says which days there are, and keeps what was filled in', async (day, sentence) => {
    const answer = await post('/phien', [
      ['ke-hoach', 'binh-phuoc-2023'],
      ['ngay', day],
      ['gio', '09:30'],
    ]);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(sentence);
    expect(answer.body).not.toContain('đường dẫn');
    expect(answer.body).toMatch(/value="binh-phuoc-2023" selected/);
    expect(answer.body).toContain(`name="ngay" min="2018-01-01" max="2027-12-31" value="${day}"`);
    expect(answer.body).toContain('name="gio" value="09:30"');
  });

  test('on no day in particular begins with the first one', async () => {
    const answer = await post('/phien', [
      ['ke-hoach', 'binh-phuoc-2023'],
      ['ngay', ''],
      ['gio', '08:00'],
    ]);
    expect(answer.next).toContain('luc=2023-07-03T08%3A00');
  });
});

describe('who holds a phone', () => {
  test('is chosen together with the network, beside the others or in the place of one', async () => {
    const one = await lab.open(fresh('2023-07-28T08:00'));
    const added = await post(`/phien/${one.id}/giu-may`, [
      ['dang-giu', OFFICER],
      ['may', LEAD],
      ['mang', 'telegram'],
    ]);
    expect(added.next).toBe(hereOf({ one, phones: [OFFICER, LEAD] }));
    expect(one.season.networkOf(LEAD)).toBe('telegram');
    const replaced = await post(`/phien/${one.id}/giu-may`, [
      ['dang-giu', OFFICER],
      ['dang-giu', LEAD],
      ['thay', OFFICER],
      ['may', 'unit_head@Sở Công Thương'],
      ['mang', ''],
    ]);
    expect(replaced.next).toBe(hereOf({ one, phones: ['unit_head@Sở Công Thương', LEAD] }));
  });

  test('is somebody of the plan', async () => {
    const { id } = await lab.open(fresh('2023-07-28T08:00'));
    expect((await post(`/phien/${id}/giu-may`, [['may', 'focal@Sở Bịa']])).status).toBe(404);
    expect((await post('/phien/x/giu-may', [['may', OFFICER]])).status).toBe(404);
  });
});

test('summaries of the morning are foretold in one line, since not every morning brings something new', async () => {
  const { season } = await lab.open(fresh('2023-07-25T08:00'));
  const plan = planNamed('binh-phuoc-2023');
  const now = season.now();
  const expected = await season.transact((services) => forecast(services, { plan, calendar, now }));
  expect(expected.filter(({ why }) => why.startsWith('tổng hợp')).map(({ when }) => when)).toEqual([
    '07:00 mỗi ngày làm việc',
  ]);
});

test('the clock wound on past days on which nobody is written to stops in good time', async () => {
  const { season } = await lab.open(fresh('2024-06-03T08:00'));
  const began = performance.now();
  await season.nextMessage().catch(() => 0);
  expect(performance.now() - began).toBeLessThan(8_000);
});

test('a guide leads to the other guides', async () => {
  const { body } = await load('/huong-dan/can-bo-dau-moi');
  expect(body).toContain('href="/huong-dan/truong-doan"');
  expect(body).not.toContain('<a href="/huong-dan/can-bo-dau-moi"');
});

test('the help on a phone leads to the guides of the person’s own roles', async () => {
  const opened = await post('/phien', [
    ['ke-hoach', 'binh-phuoc-2023'],
    ['luc', '2023-07-28T08:00'],
    ['may', `zalo:${OFFICER}`],
  ]);
  await post(`${opened.next.replace(/\?.*/, '')}/nhan`, [
    ['may', OFFICER],
    ['noi-dung', 'TROGIUP'],
    ['dau', 'help-1'],
  ]);
  const { body } = await load(opened.next);
  const guides = [...body.matchAll(/<a href="([^"]*\/huong-dan\/[a-z-]+)" target/g)].map(
    ([, href]) => href ?? '',
  );
  expect(guides).toEqual(
    ['can-bo-dau-moi', 'thu-truong-don-vi'].map((guide) => `${lab.url}/huong-dan/${guide}`),
  );
  for (const guide of guides) expect((await fetch(guide)).status).toBe(200);
});
