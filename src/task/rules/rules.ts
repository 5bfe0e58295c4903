/** The table of all rules, and their findings about a draft. */
import type { JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import type { Draft } from '../edits/draft.ts';
import type { FieldKey } from '../fields/catalogue.ts';
import { describeLimits, describeProblem } from '../fields/values.ts';
import { memoizeWeak } from '../memoize-weak.ts';
import { findViolations } from '../sending/request.ts';
import { ADDRESS_RULES } from './addresses.ts';
import { ALIKE_RULES } from './alike.ts';
import { DISK_RULES } from './disks.ts';
import { ELEMENT_RULES } from './elements.ts';
import { GROUP_RULES } from './groups.ts';
import { RATE_RULES } from './rates.ts';
import type { Finding, Rule, RuleName, Severity } from './rule.ts';
import { SERVER_RULES } from './server.ts';
import { STATE_RULES } from './states.ts';
import { VOLUME_RULES } from './volumes.ts';

export type { Finding, Severity } from './rule.ts';

const LIMITS: Rule = {
  name: 'limits',
  severity: 'error',
  source: { basis: 'reference', note: 'update-a-task' },
  fields: [],
  check: (draft) =>
    findViolations(draft).map(({ path, field, code, value }) => ({
      path,
      message: text().problem.forPath(path, describeProblem(field, value, code), describeLimits(field)),
    })),
};

/** All rules. Findings of one severity appear in this order. */
export const RULES: readonly Rule[] = [
  LIMITS,
  ...ADDRESS_RULES,
  ...RATE_RULES,
  ...DISK_RULES,
  ...GROUP_RULES,
  ...VOLUME_RULES,
  ...ALIKE_RULES,
  ...ELEMENT_RULES,
  ...SERVER_RULES,
  ...STATE_RULES,
];

const RANK: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

const YIELDS_TO = new Map<RuleName, readonly RuleName[]>(
  RULES.map(({ name, yieldsTo = [] }) => [name, yieldsTo]),
);

/** Returns true if `other` is more specific about the same thing: the same path, or one inside or around it. */
function isBetter(finding: Finding, other: Finding): boolean {
  if (!YIELDS_TO.get(finding.rule)?.includes(other.rule)) return false;
  const [a, b] = [finding.path, other.path];
  return a === b || b.startsWith(`${a}.`) || a.startsWith(`${b}.`);
}

/** Returns the findings of all rules about a draft, errors first. */
export const findingsOf = memoizeWeak((draft: Draft): readonly Finding[] => {
  const all = RULES.flatMap(({ name, severity, check }) =>
    check(draft).map((violation): Finding => ({ severity, rule: name, ...violation })),
  );
  return all
    .filter((finding) => !all.some((other) => isBetter(finding, other)))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity]);
});

/** Returns a finding as documents have it. */
export const findingDocument = ({ severity, rule, path, message }: Finding): JsonObject => ({
  severity,
  rule,
  path,
  message,
});

/** Returns the findings at one path. */
export function findingsAt(draft: Draft, path: string): Finding[] {
  return findingsOf(draft).filter((finding) => finding.path === path);
}

/** Returns the rules that a field's help lists. */
export function rulesForField(key: FieldKey): Rule[] {
  return RULES.filter(({ fields }) => fields.includes(key));
}
