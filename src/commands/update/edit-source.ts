/** Reads edits from a file or from standard input, as YAML or JSON. */
import { readGivenFileOrPipe } from '../../files/given-files.ts';
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { reasonOf, UsageError } from '../../task/errors.ts';
import { text } from '../../text/text.ts';

/** Reads a file; `-` is standard input. Throws UsageError. */
async function readSource(file: string): Promise<Buffer> {
  try {
    if (file !== '-') return await readGivenFileOrPipe(file);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    throw new UsageError(text().cli.edit.unread(file, reasonOf(error)));
  }
}

/** Decodes a text. Throws UsageError if it isn't UTF-8: what can't be decoded would be sent as other characters. */
function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(text().cli.edit.notUtf8(name));
  }
}

/** Parses edits. `name` is where they come from, for errors. Throws UsageError if they are no YAML or JSON object. */
export async function parseEdits(bytes: Buffer, name: string): Promise<JsonObject> {
  const written = decode(bytes, name);
  const { parseYaml } = await import('../../json/yaml.ts');
  let document: Json;
  try {
    document = parseYaml(written);
  } catch (error) {
    throw new UsageError(text().cli.edit.syntax(name, (error as Error).message));
  }
  if (!isObject(document)) throw new UsageError(text().cli.edit.noObject(name));
  return document;
}

/** Reads and parses edits; `-` is standard input. Throws UsageError. */
export const readEdits = async (file: string): Promise<JsonObject> =>
  parseEdits(await readSource(file), file);
