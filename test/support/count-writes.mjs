// Loaded into the program before it starts: notes in a file how many bytes each write to the terminal hands to the system,
// and when.
import { appendFileSync } from 'node:fs';

const file = process.env.SMS_TEST_WRITES;
const handle = process[process.env.SMS_TEST_STREAM ?? 'stderr']._handle;
const KINDS = ['writeUtf8String', 'writeLatin1String', 'writeAsciiString', 'writeUcs2String', 'writeBuffer'];
for (const kind of [...KINDS, 'writev'].filter((name) => handle[name])) {
  const write = handle[kind];
  handle[kind] = (request, data, ...rest) => {
    // `writev` gets buffers, or strings and their encodings by turns.
    const texts = kind !== 'writev' ? [data] : rest[0] ? data : data.filter((_, index) => index % 2 === 0);
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    appendFileSync(file, `${bytes} ${Date.now()}\n`);
    return write.call(handle, request, data, ...rest);
  };
}
