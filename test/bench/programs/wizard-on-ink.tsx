/** Our screens as Ink itself writes them, without our wire: in full, or with `incremental` line by line. */
import { render } from 'ink';
import { App } from '../../../components/App.tsx';
import { newInputDispatch } from '../../../components/input-events.ts';
import { type JsonObject, parseJson } from '../../../src/json/json.ts';
import { SCENARIOS } from '../../../src/simulator/scenarios.ts';
import { newKeyboard } from '../../../src/terminal/keys/keyboard.ts';
import { createInitialState } from '../../../src/wizard/state.ts';
import { newStore } from '../../../src/wizard/store.ts';

const size = { columns: process.stdout.columns, rows: process.stdout.rows };
const task = parseJson(JSON.stringify(SCENARIOS.disks23?.(Date.now())[0])) as JsonObject;
const taskId = String(task.id);
const store = newStore(
  createInitialState({ size, taskId, host: '127.0.0.1', demo: true, ascii: false }),
  () => {},
);
store.dispatch({ type: 'taskLoaded', task });
const keyboard = newKeyboard(process.stdin, newInputDispatch(store));
render(<App store={store} keyboard={keyboard} />, {
  alternateScreen: true,
  exitOnCtrlC: false,
  incrementalRendering: process.argv.includes('incremental'),
});
