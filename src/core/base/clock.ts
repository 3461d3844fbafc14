/** The time, as a port: tests and simulations bring their own. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z; may jump when the person sets the clock. */
  nowMs(): number;
}

/** Randomness, as a port: seeded in simulations, from the platform elsewhere. */
export interface Random {
  /** `length` bytes, unpredictable on a real platform. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
}
