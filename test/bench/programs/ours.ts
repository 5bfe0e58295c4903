/** Modules of the program for the process of the bench. */
export { validateTask as taskProblem } from '../../../src/api/response-schema.ts';
export { parseJson as readJson } from '../../../src/json/json.ts';
export { startSimulator } from '../../../src/simulator/server.ts';
export { changesOf, newDraft, setValue } from '../../../src/task/edits/draft.ts';
export { findingsOf } from '../../../src/task/rules/rules.ts';
export { buildRequest as updateRequest } from '../../../src/task/sending/request.ts';
export { largeTask } from '../../support/large.ts';
