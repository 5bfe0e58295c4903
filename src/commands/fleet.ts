import type { Plan } from '../task/plan.ts';
import type { CommandLine } from './flags.ts';
export async function applyToFleet(_line: CommandLine, _plan: Plan): Promise<number> {
  throw new Error('later');
}
