/** `sms-wizard explain RULE|CODE`: what a rule checks or an error code means, how that is known, and what to do. */
import { explainCode } from '../api/error-codes.ts';
import { printable } from '../cli/ascii.ts';
import type { Command } from '../cli/command-line.ts';
import { printDocument } from '../cli/documents.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { exitOnInterrupt } from '../cli/interrupt.ts';
import { printResult, resultWidth } from '../cli/output.ts';
import type { JsonObject } from '../json/json.ts';
import { UsageError } from '../task/errors.ts';
import type { Rule } from '../task/rules/rule.ts';
import { RULES } from '../task/rules/rules.ts';
import { pad, wrap } from '../terminal/text/text-width.ts';
import { explainServiceCode, loadServiceCodes, placeText, serviceCodes } from '../text/service-codes.ts';
import { nearest } from '../text/suggest.ts';
import { text } from '../text/text.ts';

const NOTES = 'docs/api-notes.md';

/** Facts about a rule or a code; the keys are those of `--json`. */
interface Explanation {
  readonly kind: 'rule' | 'code';
  readonly name: string;
  /** Of a rule: error, warning or note. */
  readonly severity: string | null;
  readonly means: string;
  readonly hint: string;
  /** Certainty of the fact: documented, observed, inferred, … */
  readonly basis: Rule['source']['basis'];
  /** Such as an error code or a standard. */
  readonly reference: string | null;
  /** The entry in the API notes. */
  readonly source: string | null;
  readonly wizard_step: string | null;
  readonly path: string | null;
}

function ruleExplanation({ name, severity, source }: Rule): Explanation {
  return {
    kind: 'rule',
    ...{ name, severity, means: text().ruleTexts[name], hint: text().ruleAdvice[name] },
    ...{ basis: source.basis, reference: source.reference ?? null },
    source: source.note ? `${NOTES}#${source.note}` : null,
    ...{ wizard_step: null, path: null },
  };
}

/** The codes whose words are of an older edition. Source: docs/api-notes.md#retired-codes. */
const RETIRED = ['SMS.2002', 'SMS.2005', 'SMS.2006'];

function codeExplanation(code: string): Explanation | undefined {
  const known = explainServiceCode(code);
  if (known) {
    const { means, next, place } = known;
    const source = `${NOTES}#${RETIRED.includes(code) ? 'retired-codes' : 'error-codes'}`;
    return {
      ...{ kind: 'code', name: code, severity: null, means, hint: next, basis: 'documented' },
      ...{ reference: null, source, wizard_step: place?.step ?? null, path: place?.path ?? null },
    };
  }
  const gateway = /^APIGW?\.\w/.test(code) ? explainCode(code) : undefined;
  if (!gateway) return undefined;
  return {
    ...{ kind: 'code', name: code, severity: null, means: gateway.means ?? '', hint: gateway.next },
    ...{ basis: 'inferred', reference: null, source: `${NOTES}#throttling` },
    ...{ wizard_step: null, path: null },
  };
}

/** Explains a rule by its name, or a code in any case and without its prefix. */
function explain(given: string): Explanation | undefined {
  const name = given.toLowerCase().replaceAll('-', '_');
  const rule = RULES.find((known) => known.name === name);
  if (rule) return ruleExplanation(rule);
  const code = given.toUpperCase().replace(/^(?:SMS[._-]?)?(\d{4})$/, 'SMS.$1');
  return codeExplanation(code);
}

function suggestionsFor(given: string): readonly string[] {
  const word = given.toLowerCase().replaceAll('-', '_');
  const names = RULES.map(({ name }) => name);
  const containing = word.length < 4 ? [] : names.filter((name) => name.includes(word)).slice(0, 3);
  const rules = containing.length ? containing : nearest(word, names);
  return rules.length ? rules : nearest(given.toUpperCase().replace(/^(\d+)$/, 'SMS.$1'), serviceCodes());
}

function lines(explanation: Explanation, width: number): string[] {
  const { name, severity, means, hint, basis, reference, source, wizard_step: step, path } = explanation;
  const messages = text().cli.explain;
  const known = [text().screen.help.basis[basis], reference].filter(Boolean).join(', ');
  const where = step === null ? '' : placeText({ step, ...(path === null ? {} : { path }) });
  const next = text().errors.sentences([hint, where].filter(Boolean));
  const rows: [string, string][] = [
    [messages.means, means],
    [messages.next, next],
    [messages.known, known],
    [messages.source, source ?? ''],
  ];
  const body = rows
    .filter(([, value]) => value !== '')
    .flatMap(([label, value]) =>
      wrap(printable(value), width - 16).map(
        (line, index) => `  ${pad(index === 0 ? label : '', 13)} ${line}`,
      ),
    );
  return [
    [name, severity ? text().findings[severity as Rule['severity']] : ''].filter(Boolean).join('   '),
    ...body,
  ];
}

/** Maximum width of the lines on a terminal, in columns. */
const MAX_WIDTH = 100;

export const explainCommand: Command = async ({ argument, values }) => {
  exitOnInterrupt();
  const given = argument?.trim() ?? '';
  const messages = text().cli.explain;
  if (given === '') throw new UsageError(messages.what);
  await loadServiceCodes();
  const explanation = explain(given);
  if (!explanation) throw new UsageError(messages.unknown(given, suggestionsFor(given).join(', ')));
  if (values.json) printDocument({ ...explanation } satisfies JsonObject);
  else printResult(lines(explanation, resultWidth(MAX_WIDTH)));
  return EXIT.done;
};
