/** Faults to be injected by the simulator, as data. */

/** A fault and the requests that it applies to: all of them unless a key narrows them down. */
export interface Fault {
  /** A name from FAULT_KINDS, or an error code, which is sent in the shape of SMS. */
  readonly way: string;
  readonly method?: string;
  /** A path without query. `*` matches any part. */
  readonly path?: string;
  /** The number of the only matching request that fails, from 1. */
  readonly nth?: number;
  /** The number of matching requests that fail, from the first one. */
  readonly times?: number;
  /** The error code, in place of the usual one. */
  readonly code?: string;
  readonly status?: number;
  readonly message?: string;
  /** The value of Retry-After in seconds; for `slow`, the delay. */
  readonly seconds?: number;
  /** For `step`: the sub-task that fails, any one if undefined; the percentage from which on it fails. */
  readonly step?: string;
  readonly percent?: number;
  /** For `stuck`: the state that a task never leaves. */
  readonly state?: string;
  /** True if the request is carried out first, and only its response is lost. */
  readonly done?: boolean;
}
