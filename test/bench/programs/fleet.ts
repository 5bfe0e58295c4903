/** Reads tasks as a fleet does, several at a time through one gate, from a throttled simulator. */
import { tokenAuth } from '../../../src/api/auth.ts';
import { createSmsClient } from '../../../src/api/client.ts';
import { newThrottleGate } from '../../../src/api/throttle-gate.ts';
import { startSimulator } from '../../../src/simulator/server.ts';

/** Maximum number of concurrent calls. */
const CONCURRENCY = 32;

/** Returns the seconds that it took, and how many requests the simulator turned away. */
export async function readFleet(count: number, perSecond: number) {
  const sms = await startSimulator({ scenario: 'list', throttle: perSecond, latency: 20 });
  let refused = 0;
  const gate = newThrottleGate({ onHold: () => refused++ });
  const site = { endpoint: sms.url, auth: tokenAuth(sms.token), transport: {}, seconds: 600, gate };
  const client = createSmsClient(site);
  const from = performance.now();
  let next = 0;
  const work = async () => {
    while (next < count) {
      const id = sms.taskIds[next++ % sms.taskIds.length] as string;
      await client.getTask(id);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const seconds = (performance.now() - from) / 1000;
  const sent = sms.requests.length;
  await sms.close();
  return { seconds, refused: sent - count, holds: refused };
}
