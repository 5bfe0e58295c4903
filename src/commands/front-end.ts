/** Which front end shows the wizard. Only the one that is wanted is loaded, and late: the request comes first. */
import type { Beginning } from '../../components/beginning.ts';
import { colourLevel, wantsLines } from '../terminal/capabilities.ts';
import type { FrontEnd } from '../wizard/ways.ts';
import type { CommandLine } from './flags.ts';

/** True where the wizard is a dialogue of lines: asked for, or because the terminal can do no more. */
export const isPlain = ({ on }: CommandLine): boolean => on.has('plain') || wantsLines(process.env);

/** A front end that has begun, as far as it does without being loaded. */
export interface Begun {
  load(): Promise<FrontEnd>;
  /** Gives the terminal back, where it was not loaded. */
  leave(): void;
}

export async function beginFrontEnd(line: CommandLine, beginning: Beginning): Promise<Begun> {
  if (isPlain(line)) {
    return { load: async () => (await import('../plain/dialogue.ts')).openDialogue, leave: () => {} };
  }
  const { showFirst } = await import('../../components/first.ts');
  const coloured = !line.on.has('no-color') && colourLevel(process.env, process.stderr) > 0;
  const stage = await showFirst(beginning, coloured);
  return {
    async load() {
      const { openScreen } = await import('../../components/screen.tsx');
      return (opening) => openScreen(opening, stage);
    },
    leave: stage.leave,
  };
}
