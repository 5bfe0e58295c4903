/** All rules, and what they have to say about a draft. */
import { text } from '../../text/text.ts';
import type { FieldKey } from '../catalogue.ts';
import type { Draft } from '../draft.ts';
import { requestFaults } from '../request.ts';
import { limitsOf, problemText } from '../values.ts';
import { ADDRESS_RULES } from './addresses.ts';
import type { Finding, Rule, Severity } from './rule.ts';
import { SIZE_RULES } from './sizes.ts';
import { STATE_RULES } from './states.ts';
import { VOLUME_RULES } from './volumes.ts';

export type { Finding, Severity } from './rule.ts';

const LIMITS: Rule = {
  name: 'limits',
  severity: 'error',
  source: { basis: 'reference' },
  about: [],
  find: (draft) =>
    requestFaults(draft).map(({ path, field, code, value }) => ({
      path,
      message: text().problem.forPath(path, problemText(field, value, code), limitsOf(field)),
    })),
};

export const RULES: readonly Rule[] = [
  LIMITS,
  ...ADDRESS_RULES,
  ...SIZE_RULES,
  ...VOLUME_RULES,
  ...STATE_RULES,
];

const RANK: Record<Severity, number> = { error: 0, warning: 1, note: 2 };
const known = new WeakMap<Draft, readonly Finding[]>();

/** What the rules have to say about a draft, errors first. Computed once a draft. */
export function findingsOf(draft: Draft): readonly Finding[] {
  let findings = known.get(draft);
  if (!findings) {
    findings = RULES.flatMap(({ name, severity, find }) =>
      find(draft).map((found) => ({ severity, rule: name, ...found })),
    ).sort((a, b) => RANK[a.severity] - RANK[b.severity]);
    known.set(draft, findings);
  }
  return findings;
}

/** The findings at one path. */
export function findingsFor(draft: Draft, path: string): Finding[] {
  return findingsOf(draft).filter((finding) => finding.path === path);
}

/** The rules that a field's help names. */
export function rulesAbout(key: FieldKey): Rule[] {
  return RULES.filter(({ about }) => about.includes(key));
}
