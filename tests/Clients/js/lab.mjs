// Where the tests of the SDK for JavaScript find the emulator, and what they share.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

const endpoint = process.env.AA_ENDPOINT ?? assert.fail('AA_ENDPOINT names no emulator, such as http://127.0.0.1:4566');
export const westEndpoint = process.env.AA_ENDPOINT_WEST;

/** What clients are made with. One attempt: an answer that a retry would have hidden is a mistake of the server's. */
export const settings = (at = endpoint, region = 'us-east-1') =>
  ({ endpoint: at, region, maxAttempts: 1, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

/** Lets a client of DynamoDB check the CRC-32 of every answer, which this SDK does not do by itself. */
export function checked(client) {
  client.middlewareStack.add(next => async args => {
    const out = await next(args);
    const body = Buffer.concat(await out.response.body.toArray());
    assert.equal(out.response.headers['x-amz-crc32'], `${crc32(body)}`);
    out.response.body = Readable.from([body]);
    return out;
  }, { step: 'deserialize', priority: 'low', name: 'crc32' });
  return client;
}

/** The call must fail with this error, in words that hold the message; the error is answered. */
export async function fails(name, message, call) {
  const error = await call.then(() => assert.fail(`it should have failed with ${name}`), e => e);
  assert.equal(error.name, name, `${error.name}: ${error.message}`);
  assert.ok(error.message.includes(message), error.message);
  return error;
}

/** Waits for a named condition; what it gave when it held is answered. */
export async function until(condition, holds, seconds = 30) {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const got = await holds();
    if (got) return got;
    await pause(20);
  }
  assert.fail(`after ${seconds} s it does not hold that ${condition}`);
}

/** All of an iterator's pages. */
export async function all(pages) {
  const got = [];
  for await (const page of pages) got.push(page);
  return got;
}
