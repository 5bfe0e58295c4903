/** Lossless YAML 1.2: reads and writes the same values as src/json/json.ts, 64-bit integers and `0.0` included. */
import {
  CORE_SCHEMA,
  DEFAULT_SCALAR_STYLE_RULES,
  DUMP_SCHEMA,
  defineScalarTag,
  dump,
  load,
  NOT_RESOLVED,
  SCALAR_STYLE,
  type ScalarStyleRule,
  type ScalarTagDefinition,
} from 'js-yaml';
import { isExactNumber, type Json, narrowInteger, parseJson } from './json.ts';

const INT = 'tag:yaml.org,2002:int';
const FLOAT = 'tag:yaml.org,2002:float';
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const YAML_INTEGER = /^[-+]?\d+$|^0o[0-7]+$|^0x[\da-fA-F]+$/;

/** Reads an integer of YAML, which may have a `+`, leading zeros or another base. */
function parseInteger(source: string): Json | typeof NOT_RESOLVED {
  if (!YAML_INTEGER.test(source)) return NOT_RESOLVED;
  if (JSON_NUMBER.test(source)) return parseJson(source);
  const value = BigInt(source.replace(/^[-+]/, ''));
  return narrowInteger(source.startsWith('-') ? -value : value);
}

const core = (tag: string): ScalarTagDefinition => CORE_SCHEMA.lookupScalarTag(tag) as ScalarTagDefinition;
const dumped = (tag: string): ScalarTagDefinition => DUMP_SCHEMA.lookupScalarTag(tag) as ScalarTagDefinition;

const READ = CORE_SCHEMA.withTags(
  defineScalarTag(INT, { ...core(INT), resolve: parseInteger }),
  defineScalarTag(FLOAT, {
    ...core(FLOAT),
    resolve: (source, isExplicit, name) =>
      JSON_NUMBER.test(source) ? parseJson(source) : core(FLOAT).resolve(source, isExplicit, name),
  }),
);

const isWhole = (value: unknown): boolean => typeof value === 'bigint' || Number.isSafeInteger(value);

/** Quotes whatever YAML 1.1 or 1.2 would read as something else than a string. */
const WRITE = DUMP_SCHEMA.withTags(
  defineScalarTag(INT, { ...dumped(INT), identify: isWhole, represent: String }),
  defineScalarTag(FLOAT, {
    ...dumped(FLOAT),
    identify: (value) => isExactNumber(value) || (typeof value === 'number' && !isWhole(value)),
    represent: String,
  }),
);

/** Reads a YAML or JSON text. Throws SyntaxError with line and column. */
export function parseYaml(text: string): Json {
  try {
    return load(text, { schema: READ }) as Json;
  } catch (error) {
    const { reason, mark, message } = error as Error & {
      reason?: string;
      mark?: { line: number; column: number };
    };
    throw new SyntaxError(mark ? `${reason} (${mark.line + 1}:${mark.column + 1})` : message);
  }
}

/** Escapes a character inside double quotes of YAML. */
function escapeCharacter(letter: string): string {
  const code = (letter.codePointAt(0) as number).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}

/** Writes YAML, every number as it was read. Escapes characters that `isUnsafe` matches; it is global and unicode. */
export function stringifyYaml(value: Json, isUnsafe: RegExp): string {
  const quoteUnsafe: ScalarStyleRule = (layout) => {
    isUnsafe.lastIndex = 0;
    if (isUnsafe.test(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
  };
  const written = dump(value, {
    schema: WRITE,
    lineWidth: -1,
    noRefs: true,
    scalarStyleRules: [...Object.values(DEFAULT_SCALAR_STYLE_RULES), quoteUnsafe],
  });
  isUnsafe.lastIndex = 0;
  return written.replace(isUnsafe, (found) => Array.from(found, escapeCharacter).join(''));
}
