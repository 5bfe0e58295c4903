/** A frame as Ink makes it, with our patches, of a component that stays as it is. */
import { EventEmitter } from 'node:events';
import { render } from 'ink';
import type { ReactElement } from 'react';

/** Returns the frame of an element: rows with their styles. */
export function frameOf(element: ReactElement): string {
  let frame: string | undefined;
  const stdout = Object.assign(new EventEmitter(), { write: (text: string) => (frame ??= text) });
  const { unmount } = render(element, { stdout: stdout as unknown as NodeJS.WriteStream, debug: true });
  unmount();
  return frame ?? '';
}
