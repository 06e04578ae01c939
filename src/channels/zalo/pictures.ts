import { lookup as resolveName } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { readBounded } from '../bounded-body.ts';
import { MAX_FILE_BYTES } from '../../conversations/message.ts';
import type { FetchedFile } from '../channel.ts';

/** Addresses of this machine, of inner networks and of nobody: a picture of Zalo lies at none of them. */
const INNER = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  INNER.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  INNER.addSubnet(net, bits, 'ipv6');

export const isInner = (address: string): boolean =>
  INNER.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Resolves names, but to no inner address: asked at the moment of connecting, it cannot be changed in between. */
const lookupOutside: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, found) => {
    const outside = error ? [] : found.filter(({ address }) => !isInner(address));
    const [first] = outside;
    if (!first) callback(error ?? new Error('an inner address'), '', 0);
    else if (options.all === true) callback(null, outside);
    else callback(null, first.address, first.family);
  });
};

/**
 * Has pictures from where Zalo keeps them. The address came with a message: only https is followed, to no inner
 * network and to no other address; the API's own server, wherever it is, is known already.
 */
export function createPictureFetcher(options: {
  apiRoot: string;
  seconds: number;
}): (ref: string) => Promise<FetchedFile> {
  const { seconds } = options;
  const ownOrigin = URL.canParse(options.apiRoot) ? new URL(options.apiRoot).origin : undefined;
  return async (ref) => {
    const url = new URL(ref);
    const isOwn = url.origin === ownOrigin;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!isOwn && (url.protocol !== 'https:' || (isIP(host) !== 0 && isInner(host))))
      return { kind: 'unfetched', why: 'gone' };
    try {
      const response = await get(url, isOwn, AbortSignal.timeout(seconds * 1000));
      const { statusCode: status = 0 } = response;
      if (status === 200) {
        const bytes = await readBounded(response, MAX_FILE_BYTES);
        response.destroy();
        return bytes ? { kind: 'file', bytes } : { kind: 'unfetched', why: 'too_large' };
      }
      response.destroy();
      return status === 429 || status >= 500
        ? { kind: 'later', why: `HTTP ${status}` }
        : { kind: 'unfetched', why: 'gone' };
    } catch {
      return { kind: 'later', why: 'the connection failed' };
    }
  };
}

function get(url: URL, isOwn: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    request(url, { signal, agent: false, ...(!isOwn && { lookup: lookupOutside }) }, resolve)
      .on('error', reject)
      .end();
  });
}
