/** A line of a page over a step. */
export interface PageLine {
  readonly text: string;
  readonly tone?: 'bold' | 'dim' | 'warning';
}
