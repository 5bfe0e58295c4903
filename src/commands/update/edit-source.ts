/** Reads edits from a file or from standard input, as YAML or JSON. */
import { readGivenFileOrPipe } from '../../files/given-files.ts';
import { isObject, type Json, type JsonObject } from '../../json/json.ts';
import { reasonOf, UsageError } from '../../task/errors.ts';
import { text } from '../../text/text.ts';

/** Reads a file; `-` is standard input. Throws UsageError. */
async function readSource(file: string): Promise<string> {
  try {
    if (file !== '-') return (await readGivenFileOrPipe(file)).toString('utf8');
    let all = '';
    for await (const chunk of process.stdin.setEncoding('utf8')) all += chunk;
    return all;
  } catch (error) {
    throw new UsageError(text().cli.edit.unread(file, reasonOf(error)));
  }
}

/** Parses edits. `name` is where they come from, for errors. Throws UsageError if they are no YAML or JSON object. */
export async function parseEdits(written: string, name: string): Promise<JsonObject> {
  const { parseYaml } = await import('../../json/yaml.ts');
  let document: Json;
  try {
    document = parseYaml(written.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new UsageError(text().cli.edit.syntax(name, (error as Error).message));
  }
  if (!isObject(document)) throw new UsageError(text().cli.edit.noObject(name));
  return document;
}

/** Reads and parses edits; `-` is standard input. Throws UsageError. */
export const readEdits = async (file: string): Promise<JsonObject> =>
  parseEdits(await readSource(file), file);
