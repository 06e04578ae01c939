import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, launch, phoneOf, visit, write } from './browser.ts';
import { startLabProcess, type LabProcess } from './lab-process.ts';

const LAST_DAY = 'Ngày làm việc cuối cùng trước hạn';
const OFFICER = 'Cán bộ đầu mối, Sở Công Thương';
/** The browser tells of every request that fails. */
const AWAY =
  /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY|ERR_CONNECTION_RESET|404/;

let browser: Browser;
let lab: LabProcess;

beforeAll(async () => {
  browser = await launch();
  lab = await startLabProcess();
});
afterAll(async () => {
  await browser.close();
  await lab.stop();
});

test('while the server cannot be reached the page says so, keeps what is typed, and catches up', async () => {
  const page = await visit(browser, { expectComplaints: AWAY });
  await begin(page, lab.url, LAST_DAY);
  const away = page.getByRole('alert');
  const other = await visit(browser);
  await other.goto(page.url());
  await page.context().setOffline(true);
  const officer = phoneOf(page, OFFICER);
  await officer.getByRole('textbox').fill('HAN');
  await officer.getByRole('button', { name: 'Gửi', exact: true }).click();
  await page.getByText('Mất kết nối với chương trình').first().waitFor();
  expect(await officer.getByRole('textbox').inputValue()).toBe('HAN');
  // Meanwhile something happens.
  await write(phoneOf(other, OFFICER), 'LICH', 'Kiểm tra tại Sở Công Thương');
  await page.context().setOffline(false);
  await officer.locator('.theirs', { hasText: 'Kiểm tra tại Sở Công Thương' }).waitFor();
  await away.waitFor({ state: 'hidden' });
  await write(officer, 'HAN', 'Thời hạn báo cáo của Sở Công Thương');
  expect(await officer.locator('.theirs', { hasText: 'Kiểm tra tại Sở Công Thương' }).count()).toBe(1);
});

test('a server that hangs is noticed by its silence; once it goes on so does the page, with what was typed', async () => {
  const page = await visit(browser, { expectComplaints: AWAY });
  await page.clock.install();
  await begin(page, lab.url, LAST_DAY);
  const officer = phoneOf(page, OFFICER);
  const away = page.getByRole('alert');
  lab.freeze();
  try {
    await page.clock.fastForward('05:00');
    await away.getByText('Mất kết nối với chương trình').waitFor();
    await officer.getByRole('textbox').fill('HAN');
  } finally {
    lab.thaw();
  }
  await away.waitFor({ state: 'hidden' });
  expect(await officer.getByRole('textbox').inputValue()).toBe('HAN');
  await write(officer, 'HAN', 'Thời hạn báo cáo của Sở Công Thương');
});

test('after the server was killed and started again an open page offers the situation anew', async () => {
  const page = await visit(browser, { expectComplaints: AWAY });
  await begin(page, lab.url, LAST_DAY);
  const port = Number(new URL(lab.url).port);
  await lab.kill();
  await page.getByRole('alert').getByText('Mất kết nối').waitFor();
  lab = await startLabProcess(port);
  await page.getByRole('alert').getByText('Phiên dùng thử này không còn').waitFor();
  const stale = page.url();
  // Nothing typed is lost, though nobody is there to hear it.
  const box = phoneOf(page, OFFICER).getByRole('textbox');
  await box.fill('HAN');
  await phoneOf(page, OFFICER).getByRole('button', { name: 'Gửi', exact: true }).click();
  await expect.poll(() => box.inputValue()).toBe('HAN');
  expect(await page.locator('[data-notice]').textContent()).toBe('');
  await page.getByRole('alert').getByRole('link', { name: 'Mở lại tình huống này' }).click();
  await page.getByRole('button', { name: 'Mở phiên dùng thử' }).click();
  await page.waitForURL(/\/phien\//);
  await phoneOf(page, OFFICER).getByText('Số liệu đã có 80/82').waitFor();

  // A bookmark of the old season, and a form of it, lead on too.
  await page.goto(stale);
  await page.getByRole('link', { name: 'Mở lại tình huống này' }).click();
  await page.getByRole('button', { name: 'Mở phiên dùng thử' }).waitFor();
});
