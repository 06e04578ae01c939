import { expect, test } from 'vitest';
import { createDeskMaker } from '../src/desk.ts';
import { createGuidePages } from '../src/http-guides.ts';
import { openHttp } from './support/http-rig.ts';

test('whoever is led there by the help reads the guide of their role, and finds the others from it', async () => {
  const server = await openHttp({ guides: createGuidePages() });
  const response = await server.get('/huong-dan/can-bo-dau-moi');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  const page = await response.text();
  expect(page).toContain('<h1>Hướng dẫn cán bộ đầu mối</h1>');
  expect(page).toContain('class="text message mine"');
  expect(page).toContain('<a href="/huong-dan/truong-doan">');
});

test.each(['/huong-dan', '/huong-dan/khong-co', '/huong-dan/..%2f..%2fREADME'])(
  '%s names all guides and nothing else',
  async (path) => {
    const server = await openHttp({ guides: createGuidePages() });
    const response = await server.get(path);
    expect(response.status).toBe(path === '/huong-dan' ? 200 : 404);
    expect((await response.text()).match(/<a href="\/huong-dan\/[a-z-]+">/g)).toHaveLength(4);
  },
);

test('without an address the world can reach there are no guides to lead to', async () => {
  const server = await openHttp();
  expect((await server.get('/huong-dan')).status).toBe(404);
  const desk = createDeskMaker()(() => Promise.reject(new Error('nothing is kept here')), 'zalo');
  expect(desk.guideLink).toBeUndefined();
});
