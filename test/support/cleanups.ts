/** Work that is done after each test, by whichever module of support asked for it. */
export const cleanups: (() => unknown)[] = [];
