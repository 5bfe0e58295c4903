/**
 * Evidence that an element of one document is an element of another, as a cost: 0 is certain; without any evidence
 * there is no cost. Costs are ranks, not measures: only their order matters, and the sums of a few.
 */
import type { Json, JsonObject } from '../../json/json.ts';
import type { ObjectName } from '../fields/catalogue.ts';
import { identityValue } from '../paths/identity.ts';
import { type Identity, identityKeys, identityReader } from './element-identity.ts';
import { type Handle, isMostlyDifferent, type Likeness, likeness } from './likeness.ts';

/**
 * Costs of matches that need an explanation: a removal or addition that wasn't applied, an old name that is still
 * there.
 */
export const COST = {
  oldName: 0.3,
  stillThere: 0.5,
  removed: 0.2,
  notAdded: 0.3,
  oneIdMissing: 0.5,
  otherContent: 1,
  mostContent: 3,
  newId: 0.8,
  /** An element of the same name, but with another ID and other content. */
  replaced: 17,
  newName: 1,
  /** An addition, for an element that has all that a removed one of its name had. */
  asRemoved: 1,
  /** An element without a name, for a name that the draft clears: others may have none either. */
  clearedName: 2,
  /** The ID was another element's, and the name wasn't: SMS may have assigned IDs again. */
  reusedId: 3,
  /** The ID and the name are another element's. */
  foreignId: 12,
  /** The name is another element's, which is the likelier match. */
  foreignName: 13,
  /** A new name that another element had, on an element with other content. */
  contested: 9,
  /** Another place in a list of the same length; in other lists places shift. */
  otherPlace: 0.1,
  /** Someone else made the same rename, or the same removal, before this draft was sent. */
  sameIdea: 6,
  sameRemoval: 4,
  /** Someone else removed an element, or added one. */
  stranger: 8,
  /** An element that the edits' source may not have known. */
  strangerUnknown: 4,
} as const;

/** Judges which elements of one list match which handles. */
export interface Judge {
  /** Returns the cost of matching an element with a handle; undefined without any evidence. */
  cost(handle: Handle, element: JsonObject, position: number): number | undefined;
  /** Returns true for an element without an ID and without a name. */
  isAnonymous(element: Json | undefined): boolean;
  /** Returns true for an element that no name of its own tells from others. */
  isUnnamed(element: JsonObject | undefined): boolean;
  readonly identityOf: (element: Json | undefined) => Identity;
}

/** The circumstances of judging one list. */
export interface JudgeOptions {
  readonly betweenTasks: boolean;
  readonly isSent: boolean;
  /** True if the list is as long as it was, so that places are evidence. */
  readonly placesHold: boolean;
}

/** The IDs of what is behind an element: a disk's volume in EVS, a partition's file system. */
const VOLUME_IDS = ['disk_id', 'uuid'];

/** Returns true if a disk or a partition is another one behind SMS's own ID. */
const isOnOtherVolume = ({ before, after }: Handle, element: JsonObject): boolean =>
  VOLUME_IDS.some((key) => {
    const [was, wanted, is] = [before, after, element].map((one) => identityValue(one, key));
    return was !== undefined && is !== undefined && is !== was && is !== wanted;
  });

/**
 * Builds the judge of one list. `owners`: the IDs and names that handles have or are given, each with the number of
 * handles.
 */
export function newJudge(
  object: ObjectName,
  handles: readonly Handle[],
  { betweenTasks, isSent, placesHold }: JudgeOptions,
): Judge {
  const identityOf = identityReader(object, betweenTasks);
  const keys = identityKeys(object, betweenTasks);
  const skip = new Set(
    [keys?.id, keys?.name, ...(betweenTasks ? ['id', 'mac', 'uuid', 'subvol_id'] : [])].filter(
      (key) => key !== undefined,
    ),
  );
  const oldNames = new Set<string>();
  const sharedNames = new Set<string>();
  for (const { before } of handles) {
    const name = before && identityOf(before).name;
    if (name === undefined) continue;
    if (oldNames.has(name)) sharedNames.add(name);
    oldNames.add(name);
  }
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const { before, after } of handles) {
    for (const face of [before, after]) {
      if (!face) continue;
      const { id, name } = identityOf(face);
      if (id !== undefined) ids.add(id).add(`${id}\0${name}`);
      if (name !== undefined) names.add(name);
    }
  }
  const isAnonymous = (element: Json | undefined): boolean => {
    const { id, name } = identityOf(element);
    return id === undefined && name === undefined;
  };

  const removedByName = new Map<string, Handle>();
  for (const handle of handles) {
    const name = handle.after ? undefined : identityOf(handle.before).name;
    if (name !== undefined) removedByName.set(name, handle);
  }

  /** Returns true for an element that is the removed one of its name, down to what an addition doesn't tell. */
  function isRemovedOne(element: JsonObject, { compared }: Likeness): boolean {
    const removed = removedByName.get(identityOf(element).name ?? '');
    const alike = removed && likeness(object, removed, element, skip);
    return alike !== undefined && alike.different === 0 && alike.compared > compared;
  }

  function faceCost(face: JsonObject, handle: Handle, element: JsonObject): number | undefined {
    const [own, its] = [identityOf(face), identityOf(element)];
    const sameId = own.id !== undefined && own.id === its.id;
    const sameName = own.name !== undefined && own.name === its.name;
    const bothNameless = isAnonymous(face) && isAnonymous(element);
    if (!sameId && !sameName && !bothNameless) return undefined;
    // A new element is identified by its name: SMS may have assigned its ID to another element.
    if (!handle.before && !sameName && own.name !== undefined) return undefined;
    const alike = likeness(object, handle, element, skip);
    const { compared, different } = alike;
    const asRemoved = !handle.before && sameName && isRemovedOne(element, alike) ? COST.asRemoved : 0;
    const content =
      Math.min(COST.mostContent, different * COST.otherContent) +
      (isAmbiguousName(face, handle, bothNameless) && isMostlyDifferent(alike) ? COST.contested : 0);
    const name = nameCost(own.name, its.name);
    const id = idCost(own.id, its);
    // The same ID under another name, on another volume: SMS gave the ID of a removed element to a new one.
    const isRenamed = own.name !== undefined && its.name !== undefined && !sameName;
    if (sameId && isRenamed && isOnOtherVolume(handle, element)) return content + COST.replaced;
    if (!sameName || id <= COST.oneIdMissing) return content + id + name + asRemoved;
    // The same name with another ID: if the content is the same, SMS assigned a new ID; else it is another element.
    if (different > 0) return content + COST.replaced;
    return (compared > 0 ? COST.oneIdMissing : id) + asRemoved;
  }

  /** Returns true if the name of a face doesn't tell its element from others. */
  const isAmbiguousName = (face: JsonObject, handle: Handle, nameless: boolean): boolean =>
    nameless || sharedNames.has(identityOf(face).name ?? '') || isContested(face, handle);

  /** Returns true for a new name that another element had. */
  function isContested(face: JsonObject, { before, after }: Handle): boolean {
    const { name } = identityOf(face);
    return (
      face === after && before !== undefined && name !== identityOf(before).name && oldNames.has(name ?? '')
    );
  }

  function idCost(own: string | undefined, { id, name }: Identity): number {
    if (own === id) return 0;
    if (id !== undefined && ids.has(id)) return ids.has(`${id}\0${name}`) ? COST.foreignId : COST.reusedId;
    return own === undefined || id === undefined ? COST.oneIdMissing : COST.newId;
  }

  function nameCost(own: string | undefined, its: string | undefined): number {
    if (own === its) return 0;
    return its !== undefined && names.has(its) ? COST.foreignName : COST.newName;
  }

  return {
    identityOf,
    isAnonymous,
    isUnnamed: (element) =>
      isAnonymous(element) ||
      (identityOf(element).id === undefined && sharedNames.has(identityOf(element).name ?? '')),
    cost(handle, element, at) {
      const { before, after, position } = handle;
      const asWas = before && faceCost(before, handle, element);
      const asWanted = after && faceCost(after, handle, element);
      const renamed = before && after && identityOf(before).name !== identityOf(after).name;
      const isCleared = before && after && !isAnonymous(before) && isAnonymous(after);
      const candidates = [
        asWas === undefined
          ? undefined
          : asWas + (renamed ? COST.oldName : 0) + (after ? 0 : COST.stillThere),
        asWanted === undefined
          ? undefined
          : asWanted + (renamed && !isSent ? COST.sameIdea : 0) + (isCleared ? COST.clearedName : 0),
      ].filter((cost) => cost !== undefined);
      if (candidates.length === 0) return undefined;
      const isMoved = placesHold && position !== undefined && position !== at;
      return Math.min(...candidates) + (isMoved ? COST.otherPlace : 0);
    },
  };
}

/**
 * Returns the cost of a handle without a partner. `isSent`: the draft may have been sent before the other document was
 * read.
 */
export const unmatchedCost = ({ before, after }: Handle, isSent: boolean): number => {
  if (!after) return isSent ? COST.removed : COST.sameRemoval;
  return before ? COST.stranger : COST.notAdded;
};
