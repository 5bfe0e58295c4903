/** Rules about volume groups and what they are made of. Source: docs/api-notes.md#volume-groups. */
import type { JsonObject } from '../../json/json.ts';
import { text } from '../../text/text.ts';
import type { Draft } from '../edits/draft.ts';
import { totalSize } from '../edits/list-totals.ts';
import { formatSizeRoundedUp, formatSizesApart } from '../fields/size-units.ts';
import { innerVolumes, sizeOf } from './edited-storage.ts';
import { faultRule } from './fault.ts';
import { type GroupChange, groupChangesOf } from './group-changes.ts';
import type { Rule, Violation } from './rule.ts';

const forEachGroup =
  (check: (group: GroupChange) => readonly Violation[]) =>
  (draft: Draft): Violation[] =>
    groupChangesOf(draft).flatMap(check);

const beyond = (group: JsonObject | undefined, parts: bigint | undefined): bigint => {
  const size = sizeOf(group);
  return size === undefined || parts === undefined ? 0n : size - parts;
};

function beyondParts({ name, before, now, lost, partsBefore, partsNow, sizePath }: GroupChange): Violation[] {
  const excess = beyond(now, partsNow);
  const wasBeyond = beyond(before, partsBefore);
  // The rule about lost parts reports it better.
  if (lost.length > 0 || excess <= 0n || excess <= wasBeyond) return [];
  const sizes = formatSizesApart(sizeOf(now) ?? 0n, partsNow ?? 0n);
  return [{ path: sizePath, message: text().rules.groupBeyondParts(name, ...sizes), amount: excess }];
}

function losesPart({ name, before, lost }: GroupChange): Violation[] {
  const whole = sizeOf(before);
  return lost.map(({ name: part, size, path }) => {
    const message =
      size === undefined || whole === undefined
        ? text().rules.groupLoses(name, part)
        : text().rules.groupLosesShare(name, part, ...formatSizesApart(size, whole));
    return size === undefined ? { path, message } : { path, message, amount: size };
  });
}

function unknownComponents({ name, path, renamed, unknown }: GroupChange): Violation[] {
  return [
    ...renamed.map(({ from, to, path: at }) => ({
      path: at,
      message:
        to === undefined
          ? text().rules.componentCleared(name, from)
          : text().rules.componentRenamed(name, from, to),
    })),
    ...unknown.map((component) => ({
      path: `${path}.components`,
      message: text().rules.componentUnknown(name, component),
    })),
  ];
}

/** Rules about volume groups. */
export const GROUP_RULES: readonly Rule[] = [
  faultRule(
    {
      name: 'group_holds_volumes',
      severity: 'error',
      source: { basis: 'documented', reference: 'SMS.6541', note: 'rule-group-holds-volumes' },
      fields: ['VolumeGroups.size', 'LogicalVolumes.size'],
      yieldsTo: ['zero_size'],
    },
    {
      objects: ['VolumeGroups'],
      field: 'size',
      measure({ element }) {
        const size = sizeOf(element);
        return size === undefined ? undefined : totalSize(innerVolumes(element)) - size;
      },
      message({ element, part }) {
        const size = sizeOf(element) ?? 0n;
        const volumes = totalSize(innerVolumes(element));
        const missing = formatSizeRoundedUp(volumes - size);
        return text().rules.groupTooSmall(part.name, ...formatSizesApart(size, volumes), missing);
      },
    },
  ),
  {
    name: 'group_beyond_parts',
    severity: 'warning',
    source: { basis: 'observed', note: 'volume-groups' },
    fields: ['VolumeGroups.size', 'VolumeGroups.components', 'TargetDisk.size', 'TargetPhysicalVolumes.size'],
    check: forEachGroup(beyondParts),
  },
  {
    name: 'group_loses_part',
    severity: 'warning',
    source: { basis: 'observed', note: 'volume-groups' },
    fields: ['VolumeGroups.components'],
    check: forEachGroup(losesPart),
  },
  {
    name: 'component_unknown',
    severity: 'warning',
    source: { basis: 'observed', note: 'volume-groups' },
    fields: ['VolumeGroups.components', 'TargetDisk.name', 'TargetPhysicalVolumes.name'],
    check: forEachGroup(unknownComponents),
  },
];
