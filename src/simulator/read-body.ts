/** Reading of request bodies, within a limit. */
import type { IncomingMessage } from 'node:http';

/** The most bytes of a body; the largest task, with 65,535 volumes, has about 16 MB. */
export const MAX_BODY = 64 * 1024 * 1024;

/** Returns the body of a request; undefined if it is longer than the limit, in bytes. Doesn't keep what is beyond it. */
export async function readBody(message: IncomingMessage, limit = MAX_BODY): Promise<Buffer | undefined> {
  if (Number(message.headers['content-length'] ?? 0) > limit) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > limit) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
