/** fetch through an https tunnel of a proxy. Node 20's own fetch knows no proxies, and undici would double the bundle. */
import { channel } from 'node:diagnostics_channel';
import { type RequestOptions, request } from 'node:https';
import { Readable } from 'node:stream';
import { HttpsProxyAgent } from 'https-proxy-agent';

type Fetch = typeof globalThis.fetch;

/** What undici tells when a request is on its way; waiting for an answer is told from not getting through by it. */
const SENT = channel('undici:client:sendHeaders');

/** `proxy` may carry a user and a password. https only: nothing else goes beyond this machine. */
export function proxiedFetch(proxy: string): Fetch {
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true });
  return (input, init = {}) => {
    const { method = 'GET', headers, body, signal } = init;
    const url = new URL(String(input));
    const options: RequestOptions = {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      agent,
      ...(signal ? { signal } : {}),
    };
    return new Promise<Response>((resolve, reject) => {
      const sent = request(url, options, (answer) => {
        const { statusCode: status = 0, rawHeaders } = answer;
        const received = new Headers();
        for (let at = 0; at < rawHeaders.length; at += 2) {
          received.append(rawHeaders[at] as string, rawHeaders[at + 1] as string);
        }
        const bodiless = status === 204 || status === 304;
        const content = bodiless ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
        resolve(new Response(content, { status, headers: received }));
      });
      // Where the proxy opens no tunnel, what it says instead is no answer of the service.
      sent.on('proxyConnect', ({ statusCode }: { statusCode: number }) => {
        if (statusCode !== 200) sent.destroy(new Error(`Proxy response (${statusCode})`));
      });
      sent.on('error', (error) => reject(signal?.aborted ? signal.reason : error));
      sent.on('finish', () => SENT.publish({ request: { origin: url.origin, path: url.pathname } }));
      sent.end(body ? Buffer.from(body as Uint8Array) : undefined);
    });
  };
}
