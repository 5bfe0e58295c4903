/** Checks the workflows of the repository and of the documents, which can't be run here. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../scripts/docs/documents.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly env?: unknown;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const OWN = readdirSync(join(ROOT, '.github/workflows')).map((name) => `.github/workflows/${name}`);
const ALL = [...OWN, 'docs/examples/fleet-matrix.yml'];

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const workflowOf = (path: string): Workflow => parse(textOf(path));
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);

/** An action with a full commit and its version in a comment. */
const PINNED = /^\s*(?:- )?uses: ([\w-]+\/[\w-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/;

/** Returns every line with `uses:` of a file, as action, commit, and version; a line that isn't pinned as it is. */
function pinsIn(path: string): string[][] {
  const lines = textOf(path)
    .split('\n')
    .filter((line) => /\buses:/.test(line));
  return lines.map((line) => PINNED.exec(line)?.slice(1) ?? [line.trim()]);
}

test('finds the workflows of the repository', () => {
  expect(OWN.map((path) => path.split('/').at(-1)).sort()).toEqual(['ci.yml', 'release.yml', 'weekly.yml']);
});

describe.each(ALL)('%s', (path) => {
  const workflow = workflowOf(path);

  test('pins each action to a commit, with the version in a comment', () => {
    const pins = pinsIn(path);
    expect(pins.filter((pin) => pin.length !== 3)).toEqual([]);
    const used = stepsOf(workflow).flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    expect(pins.map(([action, commit]) => `${action}@${commit}`)).toEqual(used);
    expect(used.length).toBeGreaterThan(0);
  });

  test('gives each job explicit permissions, read-only unless it publishes', () => {
    const granted = Object.entries(workflow.jobs).map(([name, job]) => [
      name,
      job.permissions ?? workflow.permissions,
    ]);
    for (const [name, permissions] of granted) {
      const wanted = name === 'publish' ? { 'id-token': 'write' } : { contents: 'read' };
      expect(permissions, String(name)).toEqual(wanted);
    }
  });

  test('passes secrets to steps only', () => {
    const { env, jobs } = workflow;
    const shared = [env, ...Object.values(jobs).map((job) => job.env)];
    expect(JSON.stringify(shared)).not.toContain('secrets.');
  });

  test('names no host', () => {
    expect(textOf(path)).not.toMatch(/:\/\/|registry-url|\b[\w-]+\.(?:com|org|io|dev)\b/);
  });

  test('names each step', () => {
    expect(stepsOf(workflow).filter(({ name }) => !name)).toEqual([]);
  });
});

test('all workflows use the same commit of an action', () => {
  const pins = new Map<string, Set<string>>();
  for (const [action = '', ...version] of ALL.flatMap(pinsIn)) {
    pins.set(action, (pins.get(action) ?? new Set()).add(version.join(' # ')));
  }
  expect([...pins].filter(([, versions]) => versions.size > 1)).toEqual([]);
});

test.each(OWN)('%s limits the time of each job', (path) => {
  const unlimited = Object.entries(workflowOf(path).jobs).filter(([, job]) => !job['timeout-minutes']);
  expect(unlimited).toEqual([]);
});

test('the release runs dependencies only in the job that has no right to publish', () => {
  const { pack, publish } = workflowOf('.github/workflows/release.yml').jobs;
  const scriptsOf = (job?: Job) => (job?.steps ?? []).map(({ run = '' }) => run).join('\n');
  expect(scriptsOf(pack)).toContain('npm ci');
  expect(scriptsOf(publish)).toContain('npm publish');
  expect(scriptsOf(publish)).not.toMatch(/npm (ci|install|test|run|exec)|npx/);
});

test('the release has an SBOM beside the package', () => {
  const { pack } = workflowOf('.github/workflows/release.yml').jobs;
  const uploads = (pack?.steps ?? []).filter(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
  const paths = uploads.map((step) => (step as { with?: { path?: string } }).with?.path);
  expect(paths).toEqual(['sms-wizard-*.tgz', 'dist/sbom.cdx.json']);
});

test('every npm script that a workflow runs exists', () => {
  const { scripts } = JSON.parse(textOf('package.json'));
  const runs = OWN.flatMap((path) => stepsOf(workflowOf(path))).map(({ run = '' }) => run);
  const named = runs.flatMap((run) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name));
  expect(named).toContain('test:unit');
  expect(named.filter((name) => !((name as string) in scripts))).toEqual([]);
});

describe('scripts/set-repository.mjs', () => {
  /** Runs the script on a copy of package.json and returns its exit code and the manifest after it. */
  function setRepository(...words: readonly string[]) {
    const place = mkdtempSync(join(tmpdir(), 'sms-wizard-repository-'));
    try {
      mkdirSync(join(place, 'scripts'));
      for (const file of ['package.json', 'scripts/set-repository.mjs'])
        copyFileSync(join(ROOT, file), join(place, file));
      const script = join(place, 'scripts/set-repository.mjs');
      const { status } = spawnSync(process.execPath, [script, ...words], { cwd: tmpdir() });
      const manifest = readFileSync(join(place, 'package.json'), 'utf8');
      execFileSync('npm', ['pkg', 'fix'], { cwd: place, stdio: 'ignore' });
      const fixed = readFileSync(join(place, 'package.json'), 'utf8');
      return { status, manifest: JSON.parse(manifest), fixed: JSON.parse(fixed) };
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }

  const before = JSON.parse(textOf('package.json'));

  test('sets repository, bugs, and homepage as npm wants them, and nothing else', () => {
    const { status, manifest, fixed } = setRepository('some-owner/sms-wizard', 'https://git.example');
    expect(status).toBe(0);
    expect(manifest).toEqual({
      ...before,
      repository: { type: 'git', url: 'git+https://git.example/some-owner/sms-wizard.git' },
      bugs: { url: 'https://git.example/some-owner/sms-wizard/issues' },
      homepage: 'https://git.example/some-owner/sms-wizard#readme',
    });
    expect(fixed).toEqual(manifest);
  });

  test.each([
    [],
    ['sms-wizard'],
    ['a/b/c'],
    ['a/b c'],
    ['a/b;id'],
    ['a/b', 'http://git.example'],
    ['a/b', 'https://git.example', 'c'],
  ])('refuses %j %j %j (exit 2)', (...words) => {
    const { status, manifest } = setRepository(...words);
    expect(status).toBe(2);
    expect(manifest).toEqual(before);
  });
});
