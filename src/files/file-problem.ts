/** The reasons why a file is not used, besides those that the system gives. Each has its words under `text().files`. */

/**
 * NOT_OURS: another user owns it · FOLDER_NOT_OURS: another user owns its folder · IS_LINK: a link, which may lead
 * anywhere · NO_FILE: a pipe, a device, or a socket · NO_FOLDER: something else is where the folder should be · NO_PLACE: no
 * absolute path says where it belongs · NO_WRITER: a pipe that no one writes to · TOO_LARGE: more than any file of this
 * program holds.
 */
export type FileProblemCode =
  | 'NOT_OURS'
  | 'FOLDER_NOT_OURS'
  | 'IS_LINK'
  | 'NO_FILE'
  | 'NO_FOLDER'
  | 'NO_PLACE'
  | 'NO_WRITER'
  | 'TOO_LARGE';

/** A file that is there, and isn't what it should be. */
export class FileProblem extends Error {
  override name = 'FileProblem';
  readonly code: FileProblemCode;
  readonly path: string;

  constructor(code: FileProblemCode, path: string) {
    super(`${path}: ${code}`);
    this.code = code;
    this.path = path;
  }
}
