/** The imports that each layer may have, besides those from itself. */
export declare const LAYERS: Readonly<Record<string, readonly string[]>>;
