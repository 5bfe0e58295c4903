/** Which front end shows the wizard. Only the one that is wanted is loaded. */
import { wantsLines } from '../terminal/capabilities.ts';
import type { FrontEnd } from '../wizard/ways.ts';
import type { CommandLine } from './flags.ts';

/** True where the wizard is a dialogue of lines: asked for, or because the terminal can do no more. */
export const isPlain = ({ on }: CommandLine): boolean => on.has('plain') || wantsLines(process.env);

export async function frontEnd(plain: boolean): Promise<FrontEnd> {
  return plain
    ? (await import('../plain/dialogue.ts')).openDialogue
    : (await import('../../components/screen.tsx')).openScreen;
}
