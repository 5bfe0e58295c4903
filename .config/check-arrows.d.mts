/** What each place may import from, besides itself. */
export declare const MAY: Readonly<Record<string, readonly string[]>>;
