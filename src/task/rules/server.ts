/** Rules about the target server as a whole. Source: docs/api-notes.md#network-limits. */
import { isObject, type Json } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import { changesOf, currentTask, type Draft } from '../edits/draft.ts';
import { currentFlag } from '../edits/draft-values.ts';
import type { FieldKey } from '../fields/catalogue.ts';
import type { Rule, RuleName, Violation } from './rule.ts';

/** A value of the target server that SMS doesn't support. */
interface Unsupported {
  readonly rule: RuleName;
  readonly field: FieldKey & `TargetServer.${string}`;
  readonly reference: string;
  readonly isRefused: (value: Json | undefined, draft: Draft) => boolean;
  readonly message: (value: string) => string;
}

/**
 * Returns true if the target server exists already, false if SMS is to create it, undefined if the task doesn't messages.
 */
const exists = (draft: Draft): boolean | undefined => {
  const exist_server = currentFlag(draft, 'exist_server');
  const { target_server } = currentTask(draft);
  if (typeof exist_server === 'boolean') return exist_server;
  return isObject(target_server) && target_server.vm_id ? true : undefined;
};

const UNSUPPORTED: readonly Unsupported[] = [
  {
    rule: 'uefi_target',
    field: 'TargetServer.firmware',
    reference: 'SMS.6535, SMS.6561',
    isRefused: (value, draft) => value === 'UEFI' && exists(draft) !== true,
    message: () => text().rules.uefiTarget,
  },
  {
    rule: 'paravirtualization',
    field: 'TargetServer.paravirtualization',
    reference: 'SMS.6515',
    isRefused: (value) => value === true,
    message: () => text().rules.paravirtualization,
  },
  {
    rule: 'raw_devices',
    field: 'TargetServer.raw_devices',
    reference: 'SMS.6518',
    isRefused: (value) => typeof value === 'string' && value.trim() !== '',
    message: (value) => text().rules.rawDevices(value),
  },
  {
    rule: 'boot_loader',
    field: 'TargetServer.boot_loader',
    reference: 'SMS.6516',
    isRefused: (value) => typeof value === 'string' && value !== '' && value !== 'GRUB',
    message: (value) => text().rules.bootLoader(value),
  },
];

const violationsOf =
  ({ field, isRefused, message }: Unsupported) =>
  (draft: Draft): Violation[] =>
    changesOf(draft).flatMap(({ kind, restores, path, after, field: { object, name } }) => {
      const concerns = kind === 'set' && !restores && `${object}.${name}` === field;
      return concerns && isRefused(after, draft) ? [{ path, message: message(String(after)) }] : [];
    });

/** Fields that decide whether SMS creates the target server. */
const OF_EXISTENCE = ['exist_server', 'target_server.vm_id'];

/** Returns a violation if a draft leaves it to SMS to create the target of a UEFI server. */
function createsUefiTarget(draft: Draft): Violation[] {
  const { target_server } = currentTask(draft);
  const own = isObject(target_server) ? target_server.firmware : undefined;
  if ((own ?? draft.source?.firmware) !== 'UEFI' || exists(draft) === true) return [];
  const change = changesOf(draft).find(({ path, restores }) => OF_EXISTENCE.includes(path) && !restores);
  return change ? [{ path: change.path, message: text().rules.uefiTarget }] : [];
}

const checkOf = (unsupported: Unsupported): Rule['check'] => {
  const values = violationsOf(unsupported);
  if (unsupported.rule !== 'uefi_target') return values;
  return (draft) => {
    const found = values(draft);
    return found.length ? found : createsUefiTarget(draft);
  };
};

/** Rules about the target server. */
export const SERVER_RULES: readonly Rule[] = UNSUPPORTED.map(
  (unsupported): Rule => ({
    name: unsupported.rule,
    severity: 'warning',
    source: { basis: 'documented', reference: unsupported.reference, note: 'network-limits' },
    fields:
      unsupported.rule === 'uefi_target'
        ? [unsupported.field, 'PutTaskReq.exist_server', 'TargetServer.vm_id']
        : [unsupported.field],
    check: checkOf(unsupported),
  }),
);
