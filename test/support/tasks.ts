/** Long lists of small tasks, as texts for a simulator. */
const STATES = ['READY', 'RUNNING', 'SYNCING', 'MIGRATE_SUCCESS', 'MIGRATE_FAIL'];

/** Returns the ID of the nth task. */
export const taskId = (number: number): string =>
  `${String(number).padStart(8, '0')}-7d9a-413e-8b5f-a7307f7d5679`;

/** Returns `many` tasks, `task-0001` and on, in five states in turn; `more` is added to each. */
export function manyTasks(many: number, more: object = {}): string[] {
  return Array.from({ length: many }, (_, index) =>
    JSON.stringify({
      id: taskId(index + 1),
      name: `task-${String(index + 1).padStart(4, '0')}`,
      type: 'MIGRATE_FILE',
      os_type: index % 3 ? 'LINUX' : 'WINDOWS',
      state: STATES[index % STATES.length],
      create_date: Date.now() - index * 3_600_000,
      sub_tasks: [
        { name: 'SSL_CONFIG', progress: 100 },
        { name: 'MIGRATE_LINUX_FILE', progress: index % 100 },
      ],
      source_server: { id: `s${index}`, name: `source-${index + 1}`, ip: '10.0.0.1' },
      target_server: { id: `t${index}`, name: `target-${index + 1}`, ip: '10.0.0.2', disks: [] },
      ...more,
    }),
  );
}
