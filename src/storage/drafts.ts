/**
 * Drafts on disk: edits and the values that they were based on; no secrets. Each run of the wizard has a file of its
 * own, so that two on one task never destroy each other's work.
 */

import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import * as z from 'zod/mini';
import { currentProcess, isRunning } from '../files/process-identity.ts';
import { removeTemporaryFiles } from '../files/temporary-files.ts';
import { isObject, type Json, type JsonObject, parseJson, stringifyJson } from '../json/json.ts';
import type { Draft } from '../task/edits/draft.ts';
import { type SavedEdit, toSavedEdits } from '../task/edits/saved/saved-edit.ts';
import { reasonOf, systemReason } from '../task/errors.ts';
import { type FileFault, readStateFile, replaceStateFile, stateFile } from './files.ts';

const FORMAT = 1;

/** A draft as it is read from disk. */
export interface SavedDraft {
  readonly file: string;
  readonly taskId: string;
  readonly endpoint: string;
  /** The time of saving, in ms since 1970. */
  readonly saved: number;
  readonly edits: readonly SavedEdit[];
  /** True while the wizard that wrote it still runs. */
  readonly inUse: boolean;
}

const json = z.custom<Json>((value) => value !== undefined);
const schema = z.looseObject({
  format: z.literal(FORMAT),
  program: z.literal('sms-wizard'),
  task_id: z.string(),
  endpoint: z.string(),
  saved: z.string(),
  pid: z.number(),
  started: z.string(),
  machine: z.string(),
  edits: z.array(
    z.looseObject({
      path: z.string(),
      kind: z.enum(['set', 'add', 'remove']),
      value: json,
      before: z.optional(json),
    }),
  ),
});

const draftFile = (name = ''): string => stateFile('drafts', name);
const safe = (id: string): string => id.replace(/[^\w-]/g, '_');

/** The draft file of one run of the wizard. */
export interface DraftFile {
  /**
   * Saves the draft, or deletes its file if it has no edits. Returns the reason if that failed: the system's error code
   * or message. `basedOn`: the values that unresolved conflicts were based on, so that they are conflicts at the next
   * start too. `lost`: edits without a sure place on the task, saved as they were.
   */
  save(
    draft: Draft,
    basedOn?: ReadonlyMap<string, Json | undefined>,
    lost?: readonly SavedEdit[],
  ): string | undefined;
  discard(): void;
}

/** Opens the draft file of one run of the wizard. */
export function openDraftFile(taskId: string, endpoint: string): DraftFile {
  const name = `${safe(taskId)}.${process.pid}-${randomBytes(4).toString('hex')}.json`;
  // Without a place there is nothing to delete, and saving says why.
  let isThere = false;
  const discard = () => {
    if (isThere) rmSync(draftFile(name), { force: true });
    isThere = false;
  };
  return {
    discard,
    save(draft, basedOn, lost = []) {
      try {
        if (draft.edits.length + lost.length === 0) {
          discard();
          return undefined;
        }
        const document = {
          program: 'sms-wizard',
          format: FORMAT,
          task_id: taskId,
          endpoint,
          saved: new Date().toISOString(),
          ...currentProcess(),
          machine: hostname(),
          edits: [
            ...toSavedEdits(draft).map((edit) => {
              if (!basedOn?.has(edit.path)) return { ...edit };
              const { before: _theirs, ...own } = edit;
              const was = basedOn.get(edit.path);
              return was === undefined ? own : { ...own, before: was };
            }),
            ...lost,
          ],
        };
        isThere = true;
        replaceStateFile(draftFile(name), `${stringifyJson(document as unknown as JsonObject, 1)}\n`);
        return undefined;
      } catch (error) {
        return systemReason(error);
      }
    },
  };
}

/** The drafts of a task that were found on disk. */
export interface DraftLookup {
  /** The newest first. */
  readonly drafts: readonly SavedDraft[];
  /** Files that aren't drafts, by the names under which they were quarantined. */
  readonly quarantined: readonly string[];
  /** Drafts of a newer sms-wizard, left untouched for it. */
  readonly newer: readonly string[];
  /** Files that can't be read. */
  readonly unreadable: readonly FileFault[];
}

/** Finds the drafts of a task at an endpoint. Quarantines files that can't be parsed; never throws. */
export function findDrafts(taskId: string, endpoint: string): DraftLookup {
  const drafts: SavedDraft[] = [];
  const quarantined: string[] = [];
  const newer: string[] = [];
  const unreadable: FileFault[] = [];
  for (const name of namesFor(taskId)) {
    const file = draftFile(name);
    let text: string | undefined;
    try {
      text = readStateFile(file);
    } catch (error) {
      unreadable.push({ path: file, why: reasonOf(error) });
    }
    if (text === undefined) continue;
    const read = readDraft(file, text);
    if (read === 'newer') newer.push(file);
    else if (read === undefined) {
      const quarantine = `${file}.unreadable`;
      try {
        renameSync(file, quarantine);
        quarantined.push(quarantine);
      } catch {
        // It can't be moved, so skip it.
      }
    } else if (read.taskId === taskId && read.endpoint === endpoint && read.edits.length > 0)
      drafts.push(read);
  }
  return { drafts: drafts.sort((a, b) => b.saved - a.saved), quarantined, newer, unreadable };
}

function namesFor(taskId: string): string[] {
  try {
    removeTemporaryFiles(draftFile());
    return readdirSync(draftFile()).filter(
      (name) => name.startsWith(`${safe(taskId)}.`) && name.endsWith('.json'),
    );
  } catch {
    return [];
  }
}

/** Returns true for a draft of a later format: quarantining it would hide it from the version that wrote it. */
const isNewer = (document: Json): boolean =>
  isObject(document) && document.program === 'sms-wizard' && Number(document.format) > FORMAT;

function readDraft(file: string, text: string): SavedDraft | 'newer' | undefined {
  try {
    const document = parseJson(text);
    if (isNewer(document)) return 'newer';
    const result = schema.safeParse(document);
    if (!result.success) return undefined;
    const { task_id, endpoint, saved, pid, started, machine, edits } = result.data;
    const time = Date.parse(saved);
    if (Number.isNaN(time)) return undefined;
    const inUse = machine === hostname() && pid !== process.pid && isRunning({ pid, started });
    return { file, taskId: task_id, endpoint, saved: time, edits: edits as SavedEdit[], inUse };
  } catch {
    return undefined;
  }
}

/** Deletes a draft. If that fails, it stays and is offered again. */
export function discardDraft({ file }: SavedDraft): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A read-only disk keeps it, which loses nothing.
  }
}
