import assert from 'node:assert/strict';
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { after, test } from 'node:test';

import { newStreamer } from '../testing/api.ts';
import { Scope } from '../testing/cleanup.ts';
import { ObjectGateway } from '../testing/object-gateway.ts';
import { isSanitized, Server } from '../testing/server.ts';
import * as shelved from '../testing/shelved-video.ts';

// Videos whose bytes lie on other machines: in a bucket, or behind a CDN.
const scope = new Scope({ after });
const secretKey = 'what these tests sign their own tokens with';
const media = await shelved.makeMedia(scope);
const source = media['source.mp4']!;
const cdn = 'https://cdn.example/videos';

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

test('what lies in a bucket is given out by the same ranges, in bounded memory', async (t) => {
  const inner = new Scope(t);
  const gateway = await ObjectGateway.start(inner);
  const bucket = await gateway.freshBucket();
  const server = await Server.start(inner, { env: { ...bucket.env, SECRET_KEY: secretKey } });
  const { handle } = await newStreamer(server);
  const put: shelved.Put = (key, bytes) => bucket.put(key, bytes);
  const large = Buffer.alloc(192 * 1024 * 1024, 'all that there is in it');
  const both = { ...media, 'video.mp4': large };
  const { id } = await shelved.shelve(server, put, both, { handle });
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/vod/${id}/${path}`, { headers });

  assert.ok((await bytesOf(await ask('7/source.mp4'))).equals(source));
  assert.deepEqual(await bytesOf(await ask('7/source.m3u8')), media['source.m3u8']);
  const part = await ask('7/source.mp4', { Range: 'bytes=100-299' });
  assert.equal(part.status, 206);
  assert.ok((await bytesOf(part)).equals(source.subarray(100, 300)));
  const end = await ask('7/source.mp4', { Range: 'bytes=-7' });
  assert.ok((await bytesOf(end)).equals(source.subarray(-7)));
  const etag = part.headers.get('etag')!;
  assert.equal((await ask('7/source.mp4', { 'If-None-Match': etag })).status, 304);
  assert.equal((await ask('7/source.mp4', { Range: `bytes=${source.length}-` })).status, 416);

  server.forgetPeak(); // That of hashing a password, say.
  const before = server.residentBytes;
  assert.ok((await bytesOf(await ask('video.mp4'))).equals(large));
  const grown = (server.residentBytesPeak - before) / 1024 / 1024;
  assert.ok(grown < (isSanitized() ? 48 : 8), `${grown} MB`);
});

/** The URIs of a media playlist, those of its header and of its segments. */
async function uris(address: string): Promise<string[]> {
  const text = await (await fetch(address)).text();
  return [...text.matchAll(/^(?:#EXT-X-MAP:URI="([^"]+)".*|([^#\n].*))$/gm)].map(
    ([, map, segment]) => map ?? segment ?? '',
  );
}

async function withCdn(inner: Scope, more: Record<string, string> = {}) {
  const env = { SECRET_KEY: secretKey, CDN_BASE_URL: cdn, ...more };
  const server = await Server.start(inner, { env });
  const { handle } = await newStreamer(server);
  const shelve = (visibility: string) =>
    shelved.shelve(server, shelved.intoFolder(server), media, { handle, visibility });
  const playlist = ({ id }: shelved.ShelvedVideo) => {
    const token = shelved.signToken(secretKey, id, { ground: 'link' });
    return `${server.url}/t/${token}/vod/${id}/7/source.m3u8`;
  };
  return { server, shelve, playlist };
}

test('a CDN has the media of public videos, and without a key no others', async (t) => {
  const { server, shelve, playlist } = await withCdn(new Scope(t));
  const video = await shelve('public');
  const named = await uris(`${server.url}/vod/${video.id}/7/source.m3u8`);
  assert.equal(named.length, 5);
  assert.ok(
    named.every((uri) => uri === `${cdn}/media/${video.id}/7/source.mp4`),
    named.join(),
  );
  const master = await (await fetch(`${server.url}/vod/${video.id}/master.m3u8`)).text();
  assert.doesNotMatch(master, /cdn\.example/);

  const secret = await shelve('private');
  assert.ok((await uris(playlist(secret))).every((uri) => uri === 'source.mp4'));
});

test('CloudFront is shown a signature for all media of the video', async (t) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { shelve, playlist } = await withCdn(new Scope(t), {
    CLOUDFRONT_KEY_PAIR_ID: 'K2JCJMDEHXQW5F',
    CLOUDFRONT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
  const video = await shelve('private');
  const named = await uris(playlist(video));
  assert.equal(named.length, 5);
  assert.equal(new Set(named).size, 1);
  const address = new URL(named[0]!);
  assert.equal(address.href.split('?')[0], `${cdn}/media/${video.id}/7/source.mp4`);

  const plain = (name: string) =>
    Buffer.from(
      address.searchParams
        .get(name)!
        .replace(/[-_~]/g, (c) => ({ '-': '+', _: '=', '~': '/' })[c]!),
      'base64',
    );
  const policy = plain('Policy');
  const [statement] = JSON.parse(policy.toString()).Statement;
  assert.equal(statement.Resource, `${cdn}/media/${video.id}/*`);
  const end = statement.Condition.DateLessThan['AWS:EpochTime'] - Date.now() / 1000;
  assert.ok(end > 3000 && end < 4000, 'it ends with the token');
  assert.ok(createVerify('RSA-SHA1').update(policy).verify(publicKey, plain('Signature')));
});
