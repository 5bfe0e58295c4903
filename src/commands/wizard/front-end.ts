/** Chooses the front end. Only the chosen one is loaded, and late: the request goes first. */
import type { FirstFrameState } from '../../../components/loading-rows.ts';
import type { OptionValues } from '../../cli/command-line.ts';
import { prefersPlainMode, usesColor } from '../../terminal/capabilities.ts';
import { familyOf, MODERN } from '../../terminal/families.ts';
import type { FrontEnd } from '../../wizard/front-end.ts';

/** Returns true for plain mode: requested, or the only mode that the terminal supports. */
export const isPlain = ({ plain }: Pick<OptionValues, 'plain'>): boolean =>
  plain === true || prefersPlainMode(process.env);

/** A front end with its first frame, before it is loaded. */
export interface StartedFrontEnd {
  load(): Promise<FrontEnd>;
  /** Restores the terminal if the front end wasn't loaded. */
  leave(): void;
}

export async function startFrontEnd(
  options: Pick<OptionValues, 'plain' | 'no-color'>,
  frame: FirstFrameState,
): Promise<StartedFrontEnd> {
  if (isPlain(options)) {
    return {
      load: async () => (await import('../../plain/plain-front-end.ts')).runPlainFrontEnd,
      leave: () => {},
    };
  }
  const { drawFirstFrame } = await import('../../../components/first-frame.ts');
  const styles = !options['no-color'] && usesColor(process.env, process.stderr);
  const firstFrame = await drawFirstFrame(frame, { ...(familyOf(process.env.TERM) ?? MODERN), styles });
  return {
    async load() {
      const { runInkFrontEnd } = await import('../../../components/ink-front-end.tsx');
      return (opening) => runInkFrontEnd(opening, firstFrame);
    },
    leave: firstFrame.leave,
  };
}
