/**
 * Drafts on disk: edits, and what they were based on; no secrets. Each run of the wizard has a file of its own, so
 * that two on one task never destroy each other's work.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type Json, type JsonObject, readJson, writeJson } from '../json/json.ts';
import type { Draft } from '../task/draft.ts';
import { keptEdits, type Replayable } from '../task/replay.ts';
import { isRunning, ownMark, stateFolder, writeWhole } from './files.ts';

const FORMAT = 1;

export interface KeptDraft {
  readonly file: string;
  readonly taskId: string;
  readonly endpoint: string;
  /** When it was saved, in ms since 1970. */
  readonly saved: number;
  readonly edits: readonly Replayable[];
  /** True while the wizard that wrote it still runs. */
  readonly alive: boolean;
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

const folder = (): string => join(stateFolder(), 'drafts');
const safe = (id: string): string => id.replace(/[^\w-]/g, '_');

export interface DraftKeeper {
  /**
   * Puts the draft on disk, or takes it off where it has no edits. Answers what kept it from that, if anything.
   * `basedOn`: the values that undecided conflicts were based on, so that they are conflicts at the next start too.
   */
  save(draft: Draft, basedOn?: ReadonlyMap<string, Json | undefined>): string | undefined;
  discard(): void;
}

/** The keeper of one run of the wizard. */
export function draftKeeper(taskId: string, endpoint: string): DraftKeeper {
  const file = join(folder(), `${safe(taskId)}.${process.pid}-${randomBytes(4).toString('hex')}.json`);
  const discard = () => rmSync(file, { force: true });
  return {
    discard,
    save(draft, basedOn) {
      try {
        if (draft.edits.length === 0) {
          discard();
          return undefined;
        }
        const document = {
          program: 'sms-wizard',
          format: FORMAT,
          task_id: taskId,
          endpoint,
          saved: new Date().toISOString(),
          ...ownMark(),
          machine: hostname(),
          edits: keptEdits(draft).map((edit) => {
            if (!basedOn?.has(edit.path)) return { ...edit };
            const { before: _theirs, ...own } = edit;
            const was = basedOn.get(edit.path);
            return was === undefined ? own : { ...own, before: was };
          }),
        };
        writeWhole(file, `${writeJson(document as unknown as JsonObject, 1)}\n`);
        return undefined;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
      }
    },
  };
}

export interface FoundDrafts {
  /** The newest first. */
  readonly drafts: readonly KeptDraft[];
  /** Files that were no drafts and have been set aside, by their new names. */
  readonly setAside: readonly string[];
}

/** The drafts of a task at an endpoint. What cannot be read is set aside, never fatal. */
export function findDrafts(taskId: string, endpoint: string): FoundDrafts {
  const drafts: KeptDraft[] = [];
  const setAside: string[] = [];
  for (const name of namesFor(taskId)) {
    const file = join(folder(), name);
    const text = textOf(file);
    if (text === undefined) continue;
    const read = readDraft(file, text);
    if (read === undefined) {
      const aside = `${file}.unreadable`;
      try {
        renameSync(file, aside);
        setAside.push(aside);
      } catch {
        // It cannot even be moved: it stays where it is, and is passed over.
      }
    } else if (read.taskId === taskId && read.endpoint === endpoint && read.edits.length > 0)
      drafts.push(read);
  }
  return { drafts: drafts.sort((a, b) => b.saved - a.saved), setAside };
}

function namesFor(taskId: string): string[] {
  try {
    return readdirSync(folder()).filter(
      (name) => name.startsWith(`${safe(taskId)}.`) && name.endsWith('.json'),
    );
  } catch {
    return [];
  }
}

/** A file's text; undefined where it cannot be read now, which says nothing about what is in it. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function readDraft(file: string, text: string): KeptDraft | undefined {
  try {
    const result = schema.safeParse(readJson(text));
    if (!result.success) return undefined;
    const { task_id, endpoint, saved, pid, started, machine, edits } = result.data;
    const time = Date.parse(saved);
    if (Number.isNaN(time)) return undefined;
    const alive = machine === hostname() && pid !== process.pid && isRunning({ pid, started });
    return { file, taskId: task_id, endpoint, saved: time, edits: edits as Replayable[], alive };
  } catch {
    return undefined;
  }
}

/** Takes a draft off the disk; where that cannot be, it stays and is offered again. */
export function discardDraft({ file }: KeptDraft): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A read-only disk keeps it; that loses nothing.
  }
}
