const PREFIX = "draft:";

/** What was typed and not sent yet, kept on this device only. */
export function loadDraft<T extends object>(name: string, empty: T): T {
  try {
    return { ...empty, ...(JSON.parse(localStorage.getItem(PREFIX + name) ?? "{}") as Partial<T>) };
  } catch {
    return empty;
  }
}

/** Says whether the device kept it: a browser may forbid storage. */
export function saveDraft(name: string, draft: unknown): boolean {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    return;
  }
}

/** Nothing typed by one person stays for the next who uses this device. */
export function dropAllDrafts(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  } catch {
    return;
  }
}
