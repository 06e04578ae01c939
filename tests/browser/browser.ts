import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of the machine: the one CHROMIUM_PATH names, or Debian's. */
function chromiumPath(): string {
  const path = [process.env['CHROMIUM_PATH'] ?? '', ...PLACES].find((one) => one !== '' && existsSync(one));
  if (path !== undefined) return path;
  throw new Error(
    'no Chromium on this machine: apt-get install -y chromium, or set CHROMIUM_PATH to a Chromium or Chrome',
  );
}

export const launch = (): Promise<Browser> =>
  // In a container there is no sandbox to be had; nothing foreign is opened here.
  chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-dev-shm-usage'] });

/** A visitor of their own; what the browser complains of fails the test, but for what is expected. */
export async function visit(
  browser: Browser,
  options: BrowserContextOptions & { expectComplaints?: RegExp } = {},
): Promise<Page> {
  const { expectComplaints, ...rest } = options;
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 },
    locale: 'vi-VN',
    ...rest,
  });
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  onTestFinished(async () => {
    await context.close();
    expect(complaints.filter((one) => !expectComplaints?.test(one))).toEqual([]);
  });
  return context.newPage();
}

/** Opens a prepared situation from the first page, as a visitor does. */
export async function begin(page: Page, url: string, title: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: `Bắt đầu: ${title}` }).click();
  await page.waitForURL(/\/phien\//);
}

/** The phone of somebody, by office and unit. */
export const phoneOf = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** Writes on a phone and waits for an answer that contains `answer`. */
export async function write(phone: Locator, text: string, answer: string): Promise<void> {
  await phone.getByRole('textbox').fill(text);
  await phone.getByRole('button', { name: 'Gửi', exact: true }).click();
  await phone.locator('.theirs', { hasText: answer }).last().waitFor();
}

/** No fault that keeps somebody from using the page. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  expect(found).toEqual([]);
}

/** Nothing sticks out at the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wider = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  expect(wider).toBeLessThanOrEqual(0);
}

/** Whether the beginning of something stands within the phone it is on. */
export async function isInSight(message: Locator): Promise<boolean> {
  const [box, log] = [await message.boundingBox(), await message.locator('xpath=..').boundingBox()];
  return box !== null && log !== null && box.y >= log.y - 1 && box.y < log.y + log.height - 20;
}
