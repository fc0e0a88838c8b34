/** 128 random bits in hexadecimal; works on plain-http hosts too, where randomUUID does not exist. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export interface KeyKeeper {
  /** The key of this input: the same one while nobody has answered, a new one for other input. */
  keyFor: (input: unknown) => string;
  /** The service has answered: whatever is sent next is an act of its own, also with the same input. */
  answered: () => void;
}

/** Gives idempotency keys: an act whose answer got lost, sent again, has one effect. */
export function keyKeeper(): KeyKeeper {
  let last = "";
  let key = "";
  return {
    keyFor: (input) => {
      const now = JSON.stringify(input);
      if (now !== last) [last, key] = [now, randomKey()];
      return key;
    },
    answered: () => {
      last = "";
    },
  };
}
