/**
 * Runs the examples of docs/fleets.md as they are: the playbook if Ansible is installed, and the script of the matrix.
 */
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Fleet, fleetOf, fleetScene, type Line } from '../support/fleet.ts';
import { cleanEnv, freshState, PROGRAM } from '../support/terminal.ts';

const runFile = promisify(execFile);
const docs = new URL('../../docs/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, docs), 'utf8');
const installed = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

const scene = () =>
  fleetScene(['speed_limit=200'], { tasks: fleetOf(11, () => ({ state: 'READY', speed_limit: 0 })) });

function idsFile({ sms }: Fleet): string {
  const file = join(mkdtempSync(join(tmpdir(), 'sms-ids-')), 'ids.txt');
  writeFileSync(file, `${sms.taskIds.join('\n')}\n`);
  return file;
}

const rates = ({ now }: Fleet) => [...now().values()].map(({ speed_limit }) => speed_limit);

test.each(['fleet-playbook.yml', 'fleet-matrix.yml'])('%s is YAML, and is what the page shows', (name) => {
  const text = textOf(`examples/${name}`);
  expect(parse(text)).toBeTruthy();
  expect(textOf('fleets.md')).toContain(`\`\`\`yaml\n${text}\`\`\``);
});

test.each(['fleet-playbook.yml', 'fleet-matrix.yml'])('%s runs this version of the program', (name) => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', docs), 'utf8')) as {
    version: string;
  };
  const named = [...textOf(`examples/${name}`).matchAll(/--yes,? sms-wizard(\S*?)[\s\]]/g)];
  expect(named.length).toBeGreaterThan(0);
  for (const [, pinned] of named) expect(pinned).toBe(`@${version}`);
});

test('the jobs of the matrix share the ids out, and together do them all', async () => {
  const fleet = await scene();
  const { jobs, env } = parse(textOf('examples/fleet-matrix.yml'));
  expect([env.PLAN, env.IDS]).toEqual(['plans/plan.json', 'plans/ids.txt']);
  const { strategy, env: own, steps } = jobs.apply;
  const script = steps.find((step: { run?: string }) => step.run)?.run as string;
  const bin = mkdtempSync(join(tmpdir(), 'sms-bin-'));
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift 2\nexec ${process.execPath} ${PROGRAM} "$@"\n`);
  chmodSync(join(bin, 'npx'), 0o755);
  expect(strategy.matrix.share).toEqual([...Array(own.SHARES).keys()]);
  const shares = strategy.matrix.share.map(async (share: number) => {
    const cwd = mkdtempSync(join(tmpdir(), 'sms-job-'));
    const more = { PLAN: fleet.file, IDS: idsFile(fleet), SHARE: String(share), SHARES: String(own.SHARES) };
    const { HW_AUTH_TOKEN = '' } = fleet.env;
    const job = cleanEnv({
      ...more,
      HW_AUTH_TOKEN,
      SMS_ENDPOINT: fleet.sms.url,
      XDG_STATE_HOME: freshState(),
    });
    await runFile('bash', ['-e', '-c', script], { cwd, env: { ...job, PATH: `${bin}:${job.PATH}` } });
    const lines = readFileSync(join(cwd, 'outcome.jsonl'), 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Line);
  });
  const lines = (await Promise.all(shares)).flat() as Line[];
  expect(lines.map(({ task_id }) => task_id).sort()).toEqual([...fleet.sms.taskIds].sort());
  expect(lines.every(({ outcome }) => outcome === 'applied')).toBe(true);
  expect(rates(fleet)).toEqual(Array(11).fill(200));
});

test.skipIf(!installed('ansible-playbook'))(
  'the playbook shares the ids out among its hosts, and a second time changes nothing',
  async () => {
    const fleet = await scene();
    const { HW_AUTH_TOKEN = '' } = fleet.env;
    const variables = JSON.stringify({
      sms_wizard: [process.execPath, PROGRAM],
      plan: fleet.file,
      ids: idsFile(fleet),
      here: join(mkdtempSync(join(tmpdir(), 'sms-plan-')), 'plan.json'),
    });
    const inventory = join(mkdtempSync(join(tmpdir(), 'sms-hosts-')), 'hosts.ini');
    writeFileSync(inventory, '[movers]\none\ntwo\nthree\n[movers:vars]\nansible_connection=local\n');
    const args = ['-i', inventory, new URL('examples/fleet-playbook.yml', docs).pathname, '-e', variables];
    const env = cleanEnv({
      ...{ HW_AUTH_TOKEN, SMS_ENDPOINT: fleet.sms.url, HOME: tmpdir(), ANSIBLE_NOCOLOR: '1' },
      ANSIBLE_PYTHON_INTERPRETER: 'auto_silent',
    });
    const play = () => runFile('ansible-playbook', args, { env });
    const first = await play();
    const hosts = ['one', 'two', 'three'];
    // The hosts share this machine: which of them brings the plan is up to chance, that each applies it is not.
    const applied = /TASK \[Apply the plan\][\s\S]*?TASK/.exec(first.stdout)?.[0];
    for (const host of hosts) expect(applied).toContain(`changed: [${host}]`);
    expect(rates(fleet)).toEqual(Array(11).fill(200));
    const sent = [...fleet.puts().values()];
    expect(sent).toEqual(Array(11).fill(1));
    const again = await play();
    for (const host of hosts)
      expect(again.stdout).toMatch(new RegExp(`^${host} +: ok=4 +changed=0 .*failed=0`, 'm'));
    expect([...fleet.puts().values()]).toEqual(sent);
  },
  120_000,
);
