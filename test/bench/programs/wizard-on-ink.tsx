/** Our screens as Ink itself writes them, without our wire: in full, or with `incremental` line by line. */
import { render } from 'ink';
import { App } from '../../../components/App.tsx';
import { type JsonObject, readJson } from '../../../src/json/json.ts';
import { SCENARIOS } from '../../../src/simulator/scenarios.ts';
import { initialState } from '../../../src/wizard/state.ts';
import { newStore } from '../../../src/wizard/store.ts';

const size = { columns: process.stdout.columns, rows: process.stdout.rows };
const task = readJson(JSON.stringify(SCENARIOS.disks23?.(Date.now())[0])) as JsonObject;
const taskId = String(task.id);
const store = newStore(initialState({ size, taskId, host: '127.0.0.1', demo: true, ascii: false }), () => {});
store.dispatch({ type: 'read', task });
render(<App store={store} />, {
  alternateScreen: true,
  exitOnCtrlC: false,
  incrementalRendering: process.argv.includes('incremental'),
});
