import { Problem } from './problem';
import { serverClock } from './server-clock';
import { session } from './session';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Options {
  signal?: AbortSignal | undefined;
  /** It is to arrive even if the page goes. */
  keepalive?: boolean;
}

/** One request to /api. Gives the reply or throws a Problem; shows nothing, redirects nowhere. */
async function exchange(
  method: Method,
  path: string,
  body: unknown,
  options: Options,
): Promise<RawReply> {
  const token = session.accessToken;
  const reply = await send(method, path, body, token, options);
  if (reply.ok) return reply;
  if (reply.status !== 401 || token === null) throw new Problem(reply.status, reply.data);

  // The access token lives for an hour: once it is refused, ask for a new one and try again.
  const renewed = await session.renew(token);
  if (renewed === null) throw new Problem(reply.status, reply.data);
  const again = await send(method, path, body, renewed, options);
  if (again.ok) return again;
  throw new Problem(again.status, again.data);
}

const request = async <T>(method: Method, path: string, body: unknown, options: Options) =>
  (await exchange(method, path, body, options)).data as T;

interface RawReply {
  ok: boolean;
  status: number;
  text: string;
  data: Record<string, unknown>;
}

/** Files go as they are, anything else as JSON. */
const encoded = (body: unknown): Blob | string =>
  body instanceof Blob ? body : JSON.stringify(body);

async function send(
  method: Method,
  path: string,
  body: unknown,
  token: string | null,
  { signal, keepalive = false }: Options,
): Promise<RawReply> {
  const headers = new Headers({ Accept: 'application/json' });
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  if (body !== undefined) {
    headers.set('Content-Type', body instanceof Blob ? body.type : 'application/json');
  }

  const sentAt = Date.now();
  let response: Response;
  let text: string;
  try {
    response = await fetch(`/api${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: encoded(body) }),
      ...(signal && { signal }),
      ...(keepalive && { keepalive }),
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw Problem.unreachable();
  }
  const data = parse(text);
  learnTime(response, data, sentAt, Date.now());
  return { ok: response.ok, status: response.status, text, data };
}

/** Some replies tell the server's time to the millisecond, all tell the second. */
function learnTime(
  response: Response,
  data: Record<string, unknown>,
  sentAt: number,
  receivedAt: number,
): void {
  const exact = typeof data.serverTime === 'string' ? Date.parse(data.serverTime) : NaN;
  const second = Date.parse(response.headers.get('Date') ?? '');
  if (!Number.isNaN(exact)) serverClock.observe(exact, sentAt, receivedAt, 1);
  else if (!Number.isNaN(second)) serverClock.observe(second, sentAt, receivedAt, 1000);
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export const api = {
  get: <T>(path: string, options: Options = {}) => request<T>('GET', path, undefined, options),
  /** What is to be kept as it came, such as a file to save. */
  getText: async (path: string, options: Options = {}) =>
    (await exchange('GET', path, undefined, options)).text,
  post: <T>(path: string, body?: unknown, options: Options = {}) =>
    request<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options: Options = {}) =>
    request<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options: Options = {}) =>
    request<T>('PATCH', path, body, options),
  delete: <T>(path: string, body?: unknown, options: Options = {}) =>
    request<T>('DELETE', path, body, options),
};
