import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInner } from '../../src/channels/zalo/pictures.ts';
import { openZalo, type ZaloRig } from './zalo-rig.ts';

const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');

let rig: ZaloRig;
beforeEach(async () => {
  rig = await openZalo();
});
afterEach(() => rig.close());

const fetchFile = (address: string) => rig.channel.fetchFile?.(address);

describe('a picture a person sent', () => {
  it('is had from its address', async () => {
    rig.server.pictures.set('1.jpg', JPEG);
    expect(await fetchFile(`${rig.server.root}/pictures/1.jpg`)).toEqual({ kind: 'file', bytes: JPEG });
  });

  it.each([
    [404, { kind: 'unfetched', why: 'gone' }],
    [403, { kind: 'unfetched', why: 'gone' }],
    [503, { kind: 'later', why: 'HTTP 503' }],
    [429, { kind: 'later', why: 'HTTP 429' }],
  ])('under status %i is %j', async (status, expected) => {
    rig.server.pictures.set('1.jpg', status);
    expect(await fetchFile(`${rig.server.root}/pictures/1.jpg`)).toEqual(expected);
  });

  it('is not looked for where its address leads on to', async () => {
    rig.server.pictures.set('1.jpg', 302);
    expect(await fetchFile(`${rig.server.root}/pictures/1.jpg`)).toEqual({ kind: 'unfetched', why: 'gone' });
  });

  it('larger than 20 MB is not read to its end', async () => {
    rig.server.pictures.set('1.jpg', Buffer.alloc(20 * 1024 * 1024 + 1));
    expect(await fetchFile(`${rig.server.root}/pictures/1.jpg`)).toEqual({
      kind: 'unfetched',
      why: 'too_large',
    });
  });

  it.each([
    'http://pictures.example.vn/1.jpg',
    'https://127.0.0.1/1.jpg',
    'https://10.1.2.3/1.jpg',
    'https://[::1]/1.jpg',
    'https://[::ffff:10.0.0.1]/1.jpg',
    'https://169.254.169.254/latest/meta-data',
    'https://2130706433/',
  ])('at %s is not asked for', async (address) => {
    expect(await fetchFile(address)).toEqual({ kind: 'unfetched', why: 'gone' });
  });

  it('at a name that leads to this machine is not asked for either', async () => {
    expect(await fetchFile('https://localhost:1/1.jpg')).toEqual({
      kind: 'later',
      why: 'the connection failed',
    });
  });
});

it.each([
  ['127.0.0.1', true],
  ['10.200.0.1', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['::1', true],
  ['::ffff:192.168.1.1', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['2001:4860:4860::8888', false],
  ['118.102.1.119', false],
])('%s is an inner address: %s', (address, expected) => {
  expect(isInner(address)).toBe(expected);
});
