/** The label and help of a field. */
export interface FieldText {
  readonly label: string;
  /** The first sentence is what one must know to choose a value. */
  readonly help: string;
}

/** Returns the text of a field. */
export const fieldText = (label: string, help: string): FieldText => ({ label, help });
