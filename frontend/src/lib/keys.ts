/** 128 random bits in hexadecimal; works on plain-http hosts too, where randomUUID does not exist. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Gives one idempotency key per distinct input: the same input sent twice has one effect. */
export function keyKeeper(): (input: unknown) => string {
  let last = "";
  let key = "";
  return (input) => {
    const now = JSON.stringify(input);
    if (now !== last) [last, key] = [now, randomKey()];
    return key;
  };
}
