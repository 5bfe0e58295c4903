/** Modules of the program for the process of the bench. */
export { taskProblem } from '../../../src/api/wire.ts';
export { readJson } from '../../../src/json/json.ts';
export { startSimulator } from '../../../src/simulator/server.ts';
export { changesOf, newDraft, setValue } from '../../../src/task/draft.ts';
export { updateRequest } from '../../../src/task/request.ts';
export { findingsOf } from '../../../src/task/rules/rules.ts';
export { largeTask } from '../../support/large.ts';
